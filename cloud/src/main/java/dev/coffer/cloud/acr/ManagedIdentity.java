package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.MetadataProbe;
import dev.coffer.cloud.servers.TokenServers;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import dev.coffer.platform.places.Places;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The identity that Azure has given to the place we run in. Which place that is shows in its variables. */
final class ManagedIdentity implements Source {
    private static final String ENDPOINT = "IDENTITY_ENDPOINT";
    private static final String HEADER = "IDENTITY_HEADER";
    private static final String THUMBPRINT = "IDENTITY_SERVER_THUMBPRINT";
    private static final String OLDER_ENDPOINT = "MSI_ENDPOINT";
    private static final String OLDER_SECRET = "MSI_SECRET";
    private static final String ARC_METADATA = "IMDS_ENDPOINT";
    private static final String POD_IDENTITY = "AZURE_POD_IDENTITY_AUTHORITY_HOST";

    private final Wanted wanted;
    private final Environment environment;
    private final Http http;
    private final PatientHttp patient;
    private final TokenServers servers;
    private final InstantSource clock;
    private final Path arcKeys;
    private final Place place;

    /**
     * Finds the place.
     *
     * @param allowedHosts what the settings allow as token servers
     * @param arcKeys the folder of the Arc agent's keys
     */
    ManagedIdentity(
            Wanted wanted,
            Http http,
            PatientHttp patient,
            Set<String> allowedHosts,
            InstantSource clock,
            Path arcKeys) {
        this.wanted = wanted;
        this.environment = wanted.environment();
        this.http = http;
        this.patient = patient;
        this.servers = new TokenServers(List.of(), allowedHosts);
        this.clock = clock;
        this.arcKeys = arcKeys;
        this.place = place(environment);
    }

    private enum Place {
        SERVICE_FABRIC("Service Fabric"),
        APP_SERVICE("App Service"),
        MACHINE_LEARNING("Machine Learning"),
        CLOUD_SHELL("Cloud Shell"),
        ARC("Arc"),
        POD("pod"),
        MACHINE("machine");

        private final String name;

        Place(String name) {
            this.name = name;
        }
    }

    /** In the order of Microsoft's libraries. Container Apps and Functions look like App Service. */
    private static Place place(Environment environment) {
        boolean endpoint = environment.get(ENDPOINT).isPresent();
        if (endpoint && environment.get(HEADER).isPresent()) {
            return environment.get(THUMBPRINT).isPresent() ? Place.SERVICE_FABRIC : Place.APP_SERVICE;
        }
        if (environment.get(OLDER_ENDPOINT).isPresent()) {
            return environment.get(OLDER_SECRET).isPresent() ? Place.MACHINE_LEARNING : Place.CLOUD_SHELL;
        }
        if (endpoint && environment.get(ARC_METADATA).isPresent()) {
            return Place.ARC;
        }
        return environment.get(POD_IDENTITY).isPresent() ? Place.POD : Place.MACHINE;
    }

    @Override
    public String element() {
        return "managed identity (" + place.name + ")";
    }

    @Override
    public EntraToken token(String audience) throws NotHereException, RefusedException {
        return service().token(audience);
    }

    private IdentityService service() throws RefusedException {
        return switch (place) {
            case SERVICE_FABRIC -> throw serviceFabric();
            case APP_SERVICE -> HeaderIdentity.appService(address(ENDPOINT), value(HEADER), wanted, patient);
            case MACHINE_LEARNING ->
                HeaderIdentity.machineLearning(address(OLDER_ENDPOINT), value(OLDER_SECRET), wanted, patient);
            case CLOUD_SHELL -> new CloudShell(address(OLDER_ENDPOINT), wanted, patient);
            case ARC -> new ArcIdentity(address(ENDPOINT), arcKeys, wanted, patient);
            case POD -> AzureMetadata.at(address(POD_IDENTITY), wanted, patient);
            case MACHINE -> AzureMetadata.ofMachine(probe(), wanted, patient);
        };
    }

    private String value(String variable) {
        return environment.get(variable).orElseThrow();
    }

    private URI address(String variable) throws RefusedException {
        return Addresses.identityService(value(variable), variable, servers);
    }

    private MetadataProbe probe() throws RefusedException {
        try {
            return new MetadataProbe(http, Places.of(environment).data().resolve("cache"), clock);
        } catch (NoHomeException homeless) {
            throw new RefusedException(Kind.UNREACHABLE, String.valueOf(homeless.getMessage()), "set HOME");
        }
    }

    /**
     * Service Fabric's service has a certificate that no authority signed and is known by its SHA-1 fingerprint only. Our
     * client trusts authorities and nothing else. The machine's own identity would be another than the one meant.
     */
    private static RefusedException serviceFabric() {
        return new RefusedException(
                Kind.REFUSED,
                "managed identities of Service Fabric are not supported: their server is known by a SHA-1 fingerprint only",
                "use a service principal: set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_CERTIFICATE_PATH");
    }
}
