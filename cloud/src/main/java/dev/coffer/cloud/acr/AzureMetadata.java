package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.MetadataProbe;
import dev.coffer.platform.http.Answer;
import dev.coffer.platform.http.Call;
import java.net.URI;
import java.util.Optional;

/** The instance metadata service of a virtual machine, a scale set or a Kubernetes node. */
final class AzureMetadata implements IdentityService {
    private static final URI SERVICE = URI.create("http://169.254.169.254");

    private final URI service;
    private final Optional<MetadataProbe> probe;
    private final Wanted wanted;
    private final PatientHttp http;

    private AzureMetadata(URI service, Optional<MetadataProbe> probe, Wanted wanted, PatientHttp http) {
        this.service = service;
        this.probe = probe;
        this.wanted = wanted;
        this.http = http;
    }

    /** The service at its usual address, where most machines have none. */
    static AzureMetadata ofMachine(MetadataProbe probe, Wanted wanted, PatientHttp http) {
        return new AzureMetadata(SERVICE, Optional.of(probe), wanted, http);
    }

    /** The same at an address that somebody named, so that it has to be there. */
    static AzureMetadata at(URI named, Wanted wanted, PatientHttp http) {
        return new AzureMetadata(named, Optional.empty(), wanted, http);
    }

    @Override
    public EntraToken token(String audience) throws NotHereException, RefusedException {
        URI endpoint =
                URI.create(service.getScheme() + "://" + service.getRawAuthority() + "/metadata/identity/oauth2/token");
        requirePresence(endpoint);
        Form query = new Form().add("api-version", "2018-02-01").add("resource", audience);
        wanted.client().ifPresent(client -> query.add("client_id", client));
        Answer answer = http.sendToMetadata(query.get(endpoint).direct().with("Metadata", "true"));
        String where = "the metadata server at " + service.getRawAuthority();
        int status = answer.status();
        if (status == 400) {
            throw noIdentity(answer, where);
        }
        if (status == 410) {
            throw new RefusedException(
                    Kind.UNREACHABLE, where + " is being renewed (status 410)", "try again in a minute");
        }
        if (status != 200 && !PatientHttp.isBusy(status)) {
            throw notAzure(where, status);
        }
        return IdentityAnswer.token(answer, where, wanted, "");
    }

    /** Without its header the server refuses at once, which is answer enough. */
    private void requirePresence(URI endpoint) throws NotHereException {
        if (probe.isPresent()) {
            Optional<String> absence =
                    probe.get().absence("azure", Call.get(endpoint).direct());
            if (absence.isPresent()) {
                throw new NotHereException(absence.get());
            }
        }
    }

    /** Other clouds have a server of their own at the same address. */
    private static NotHereException notAzure(String where, int status) {
        return new NotHereException(where + " gives no tokens (status " + status + ")");
    }

    /**
     * 400 means that the machine has no such identity; a person may be logged in on it all the same. But an audience that
     * Entra does not know may be changed.
     */
    private NotHereException noIdentity(Answer answer, String where) throws RefusedException {
        RefusedException refused =
                EntraRefusals.of(answer, where, wanted.client().orElse("CLIENT_ID"), "");
        if (refused.isAudienceUnknown()) {
            throw refused;
        }
        return new NotHereException(refused.said());
    }
}
