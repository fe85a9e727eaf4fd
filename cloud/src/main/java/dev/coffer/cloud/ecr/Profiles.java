package dev.coffer.cloud.ecr;

import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.signin.SigninClient;
import software.amazon.awssdk.services.signin.auth.LoginCredentialsProvider;

/**
 * Keys that profiles lead to, in the order in which the SDK looks at a profile's settings: web identity, SSO, role, login
 * session, process, keys. The walk is ours and each step the SDK's, because its own walk makes clients that nobody can
 * give our HTTP client to, and reports no more than that it failed.
 */
final class Profiles {
    private static final int LONGEST_OUTPUT = 64_000;

    private final ProfileFile configuration;
    private final AwsClients clients;
    private final Roles roles;
    private final SsoKeys sso;
    private final Map<String, ChainElement> sources;
    private final Deadline deadline;
    private final InstantSource clock;

    /**
     * Takes what the steps need.
     *
     * @param sources what {@code credential_source} may name
     */
    Profiles(
            ProfileFile configuration,
            AwsClients clients,
            Roles roles,
            SsoKeys sso,
            Map<String, ChainElement> sources,
            Deadline deadline,
            InstantSource clock) {
        this.configuration = configuration;
        this.clients = clients;
        this.roles = roles;
        this.sso = sso;
        this.sources = sources;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** The keys that the profile leads to; empty when it sets none. */
    Optional<Identity> identity(Profile profile) throws AwsFailure {
        return identity(profile, new LinkedHashSet<>());
    }

    private Optional<Identity> identity(Profile profile, Set<String> walked) throws AwsFailure {
        if (!walked.add(profile.name())) {
            throw new AwsFailure(
                    Kind.REFUSED,
                    "the source_profile settings go in a circle: " + AwsFailure.quoted(String.join(", ", walked)),
                    "correct them in the configuration file");
        }
        Optional<String> role = profile.property("role_arn");
        Optional<String> tokenFile = profile.property("web_identity_token_file");
        if (role.isPresent() && tokenFile.isPresent()) {
            return Optional.of(roles.byWebIdentity(
                    role(profile, role.get()), TokenFile.read(tokenFile.get(), "web_identity_token_file")));
        }
        if (SsoKeys.isSetBy(profile)) {
            return Optional.of(sso.of(profile));
        }
        if (role.isPresent()) {
            requireNoCode(profile);
            return Optional.of(roles.assumed(role(profile, role.get()), source(profile, walked)));
        }
        Optional<String> session = profile.property("login_session");
        if (session.isPresent()) {
            return Optional.of(login(session.get(), profile.name()));
        }
        Optional<String> command = profile.property("credential_process");
        if (command.isPresent()) {
            return Optional.of(printed(command.get()));
        }
        return keys(profile);
    }

    /** What assumes the profile's role: keys of another profile, or of a place outside the files. */
    private Identity source(Profile profile, Set<String> walked) throws AwsFailure {
        Optional<String> name = profile.property("source_profile");
        Optional<String> place = profile.property("credential_source");
        if (name.isPresent() == place.isPresent()) {
            throw new AwsFailure(
                    Kind.REFUSED,
                    "role_arn needs either source_profile or credential_source",
                    "set one of them in the configuration file");
        }
        if (place.isPresent()) {
            return fromPlace(place.get());
        }
        Profile source = configuration.profile(name.get()).orElseThrow(() -> unknown(name.get()));
        // A profile may name itself: then its own keys assume its role.
        Optional<Identity> identity = name.get().equals(profile.name()) ? keys(source) : identity(source, walked);
        return identity.orElseThrow(() -> new AwsFailure(
                Kind.REFUSED, "source_profile " + AwsFailure.quoted(name.get()) + " sets no credentials", ""));
    }

    private Identity fromPlace(String place) throws AwsFailure {
        ChainElement element = sources.get(place);
        if (element == null) {
            throw new AwsFailure(
                    Kind.REFUSED,
                    "credential_source is none of Environment, EcsContainer, Ec2InstanceMetadata",
                    "correct it in the configuration file");
        }
        return switch (element.search()) {
            case ChainElement.Search.Found found -> found.identity();
            case ChainElement.Search.NotSet none ->
                throw new AwsFailure(Kind.REFUSED, "credential_source " + element.name() + ": " + none.why(), "");
        };
    }

    private static void requireNoCode(Profile profile) throws AwsFailure {
        if (profile.property("mfa_serial").isPresent()) {
            throw new AwsFailure(
                    Kind.REFUSED,
                    "the role wants a code (mfa_serial), and nobody is here to type one",
                    "put the session keys of 'aws sts get-session-token' into a profile, and use that one");
        }
    }

    private static Roles.Role role(Profile profile, String arn) throws AwsFailure {
        Optional<Integer> seconds;
        try {
            seconds = profile.property("duration_seconds").map(Integer::valueOf);
        } catch (NumberFormatException malformed) {
            throw new AwsFailure(Kind.REFUSED, "duration_seconds is no number", "correct it in the configuration file");
        }
        return new Roles.Role(arn, profile.property("role_session_name"), profile.property("external_id"), seconds);
    }

    private Identity login(String session, String profile) throws AwsFailure {
        try (SigninClient signin = clients.signin();
                LoginCredentialsProvider provider = LoginCredentialsProvider.builder()
                        .signinClient(signin)
                        .loginSession(session)
                        .build()) {
            return new Identity(provider.resolveCredentials(), AwsFailure.quoted(session));
        } catch (SdkException failed) {
            throw new AwsFailure(
                    Kind.EXPIRED,
                    "the login gave no keys: " + AwsFailure.quoted(String.valueOf(failed.getMessage())),
                    "aws login --profile " + AwsFailure.quoted(profile));
        }
    }

    private Identity printed(String command) throws AwsFailure {
        String remedy = "run the command of credential_process by hand and see what it says";
        return switch (new ChildProcess(Path.of("/bin/sh"), "-c", command)
                .limit(deadline.left())
                .maxOutput(LONGEST_OUTPUT)
                .run()) {
            case Outcome.Finished finished
            when finished.status() == 0 ->
                Identity.of(KeysDocument.readVersion1(finished.output(), "credential_process", clock));
            case Outcome.Finished finished ->
                throw new AwsFailure(Kind.REFUSED, "credential_process ended with status " + finished.status(), remedy);
            case Outcome.TimedOut late ->
                throw new AwsFailure(Kind.TIMEOUT, "credential_process took too long and was ended", remedy);
            case Outcome.TooMuchOutput much ->
                throw new AwsFailure(
                        Kind.DAMAGED, "credential_process printed more than " + much.maxBytes() + " bytes", remedy);
            case Outcome.CannotStart failed ->
                throw new AwsFailure(Kind.UNREACHABLE, "there is no shell to run credential_process with", remedy);
            case Outcome.Interrupted stopped ->
                throw new AwsFailure(Kind.TIMEOUT, "credential_process was ended with us", remedy);
        };
    }

    private static Optional<Identity> keys(Profile profile) throws AwsFailure {
        Optional<String> id = profile.property("aws_access_key_id");
        Optional<String> secret = profile.property("aws_secret_access_key");
        if (id.isEmpty() && secret.isEmpty()) {
            return Optional.empty();
        }
        if (id.isEmpty() || secret.isEmpty()) {
            throw new AwsFailure(
                    Kind.REFUSED,
                    (id.isEmpty() ? "aws_access_key_id" : "aws_secret_access_key") + " is missing",
                    "aws configure --profile " + AwsFailure.quoted(profile.name()));
        }
        Optional<String> token = profile.property("aws_session_token");
        return Optional.of(Identity.of(
                token.isEmpty()
                        ? AwsBasicCredentials.create(id.get(), secret.get())
                        : AwsSessionCredentials.create(id.get(), secret.get(), token.get())));
    }

    /** A profile that nobody wrote. */
    static AwsFailure unknown(String name) {
        return new AwsFailure(
                Kind.REFUSED,
                "no such profile in the configuration files: " + AwsFailure.quoted(name),
                "aws configure --profile " + AwsFailure.quoted(name));
    }
}
