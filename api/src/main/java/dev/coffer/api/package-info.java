/**
 * The words everything else is written in.
 *
 * <p>A {@link dev.coffer.api.CredentialSource} answers a {@link dev.coffer.api.Request} for a
 * {@link dev.coffer.api.ServerAddress} with a {@link dev.coffer.api.Lookup}. A
 * {@link dev.coffer.api.CredentialStore} also keeps {@link dev.coffer.api.Credential}s. A
 * {@link dev.coffer.api.SecretStore} keeps anything under a hierarchical {@link dev.coffer.api.SecretId}.
 */
package dev.coffer.api;
