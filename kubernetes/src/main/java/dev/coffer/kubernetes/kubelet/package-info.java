/** The protocol between the kubelet and an image credential provider: one JSON object in, one out. */
package dev.coffer.kubernetes.kubelet;
