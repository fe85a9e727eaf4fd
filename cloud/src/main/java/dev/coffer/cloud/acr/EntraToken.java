package dev.coffer.cloud.acr;

import dev.coffer.api.Secret;
import java.util.Optional;

/**
 * A token of Entra ID.
 *
 * @param tenant whose it is, where that is known without looking into the token, which is not ours to read
 * @param identity who it is, as far as was said: a client id; may be empty
 */
record EntraToken(Secret token, Optional<String> tenant, String identity) {}
