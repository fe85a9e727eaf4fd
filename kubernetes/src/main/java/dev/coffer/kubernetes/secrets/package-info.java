/**
 * Image pull secrets: written as {@code kubectl create secret docker-registry} writes them, kept fresh, read back, and
 * explained in the order in which a kubelet tries them.
 */
@org.jspecify.annotations.NullMarked
package dev.coffer.kubernetes.secrets;
