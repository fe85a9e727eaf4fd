package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.platform.places.Environment;
import java.util.Optional;

/**
 * Which identity is wanted, by the route first and the environment second.
 *
 * @param routeTenant the tenant that the route names
 * @param routeClient the client id that the route names
 */
record Wanted(Environment environment, Optional<String> routeTenant, Optional<String> routeClient) {
    static final String TENANT = "AZURE_TENANT_ID";
    static final String CLIENT = "AZURE_CLIENT_ID";

    /** The client id of an application or of a user-assigned managed identity. */
    Optional<String> client() {
        return routeClient.or(() -> environment.get(CLIENT));
    }

    /** The client id, where a credential is no use without one. */
    String requireClient(String credential) throws RefusedException {
        return client().orElseThrow(() -> missing(credential, CLIENT));
    }

    /** The tenant, where a credential is no use without one. It becomes a part of an address. */
    String requireTenant(String credential) throws RefusedException {
        String tenant = routeTenant.or(() -> environment.get(TENANT)).orElseThrow(() -> missing(credential, TENANT));
        if (!isTenant(tenant)) {
            throw new RefusedException(
                    Kind.REFUSED,
                    "the tenant may hold letters, digits, dots and hyphens only",
                    "set " + TENANT + " to the tenant's id: az account show --query tenantId");
        }
        return tenant;
    }

    private static RefusedException missing(String credential, String variable) {
        return new RefusedException(
                Kind.REFUSED, credential + " is set, but " + variable + " is not", "set " + variable + " too");
    }

    /** True for a tenant's id or domain. */
    static boolean isTenant(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '.'
                                || c == '-')
                && !text.startsWith(".");
    }
}
