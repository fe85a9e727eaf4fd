/**
 * The credentials of container registries, for Java programs.
 *
 * <p>{@link dev.coffer.RegistryCredentials} is the way in; a look-up gives an {@link dev.coffer.Answer}, which says what
 * was found and why. Credentials, secrets and server addresses are the types of {@code dev.coffer.api}.
 *
 * <p>Nothing here returns or takes {@code null}. What a program may get wrong ({@code InvalidImageReferenceException},
 * {@code InvalidServerAddressException}) is thrown unchecked; what may go wrong in the world is an
 * {@link dev.coffer.Answer.Failed}, and when writing a checked {@code StoreException}. Secrets are in no exception, log
 * record or {@code toString}.
 */
@org.jspecify.annotations.NullMarked
package dev.coffer;
