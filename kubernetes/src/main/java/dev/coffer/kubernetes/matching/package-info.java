/** The kubelet's way to compare patterns with images: {@code matchImages}, keys of answers, entries of pull secrets. */
package dev.coffer.kubernetes.matching;
