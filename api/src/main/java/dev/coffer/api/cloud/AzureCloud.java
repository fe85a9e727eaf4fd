package dev.coffer.api.cloud;

/** One of Azure's clouds, each with its own registries and its own login. */
public enum AzureCloud {
    /** The public one. */
    PUBLIC("azurecr.io", "login.microsoftonline.com"),
    /** China, run by 21Vianet. */
    CHINA("azurecr.cn", "login.chinacloudapi.cn"),
    /** The government of the United States. */
    US_GOVERNMENT("azurecr.us", "login.microsoftonline.us"),
    /** Germany; closed in 2021. */
    GERMANY("azurecr.de", "login.microsoftonline.de");

    private final String registrySuffix;
    private final String loginHost;

    AzureCloud(String registrySuffix, String loginHost) {
        this.registrySuffix = registrySuffix;
        this.loginHost = loginHost;
    }

    /** The end of its registries' host names, without a leading dot. */
    public String registrySuffix() {
        return registrySuffix;
    }

    /** The host of its Entra ID. */
    public String loginHost() {
        return loginHost;
    }
}
