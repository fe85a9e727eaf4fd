/** The kubelet's {@code CredentialProviderConfig}: read as the kubelet reads it, checked beyond that, and written. */
package dev.coffer.kubernetes.providers;
