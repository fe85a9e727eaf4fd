package dev.coffer.cloud.acr;

import dev.coffer.api.cloud.AzureCloud;

/**
 * For whom a token of Entra ID is made out.
 *
 * @param address as Entra knows it
 * @param isRegistry true for the one that every registry takes; the resource manager's can be switched off
 */
record Audience(String address, boolean isRegistry) {
    /** That of registries in every cloud. */
    static final Audience REGISTRY = new Audience("https://containerregistry.azure.net", true);

    /** That of the cloud's resource manager, for tenants in which the registries' one is unknown. */
    static Audience resourceManager(AzureCloud cloud) {
        return new Audience(
                switch (cloud) {
                    case PUBLIC -> "https://management.azure.com";
                    case CHINA -> "https://management.chinacloudapi.cn";
                    case US_GOVERNMENT -> "https://management.usgovcloudapi.net";
                    case GERMANY -> "https://management.microsoftazure.de";
                },
                false);
    }
}
