package dev.coffer.core.audit;

import dev.coffer.core.audit.Remedy.Command;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where other tools keep secrets that reach registries, and how to recognise them. */
final class SecretPlaces {
    private SecretPlaces() {}

    static Map<Path, SecretFormat> of(Machine machine) {
        Map<Path, SecretFormat> places = new LinkedHashMap<>();
        Path aws = machine.home().resolve(".aws");
        places.put(
                machine.named("AWS_SHARED_CREDENTIALS_FILE").orElse(aws.resolve("credentials")), new AwsCredentials());
        places.putIfAbsent(machine.named("AWS_CONFIG_FILE").orElse(aws.resolve("config")), new AwsCredentials());

        Path google = machine.named("CLOUDSDK_CONFIG").orElse(machine.home().resolve(".config/gcloud"));
        machine.named("GOOGLE_APPLICATION_CREDENTIALS")
                .ifPresent(file -> places.putIfAbsent(file, new GoogleCredentials()));
        places.putIfAbsent(google.resolve("application_default_credentials.json"), new GoogleCredentials());
        places.put(google.resolve("credentials.db"), SecretPlaces::gcloud);

        Path azure = machine.named("AZURE_CONFIG_DIR").orElse(machine.home().resolve(".azure"));
        places.put(azure.resolve("msal_token_cache.json"), AzureFiles::tokens);
        places.put(azure.resolve("service_principal_entries.json"), AzureFiles::principals);

        places.put(
                machine.named("REGCTL_CONFIG").orElse(machine.home().resolve(".regctl/config.json")),
                new RegctlConfig());
        places.put(machine.home().resolve(".m2/settings.xml"), new MavenSettings());
        return places;
    }

    /** A database of refresh tokens, not looked into. */
    private static Optional<Finding> gcloud(Path file, byte[] content) {
        return content.length == 0
                ? Optional.empty()
                : Optional.of(Finding.of(
                                Code.PLAIN_TEXT_CLOUD_LOGIN,
                                file,
                                "gcloud keeps the sessions of its users here, not encrypted")
                        .mendedBy(Command.of("gcloud", "auth", "revoke", "--all")));
    }
}
