package dev.coffer.cloud.ecr;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.coffer.api.Kind;
import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.http.HttpFailure;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.Places;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.model.GetRoleCredentialsRequest;
import software.amazon.awssdk.services.sso.model.RoleCredentials;
import software.amazon.awssdk.services.sso.model.UnauthorizedException;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcTokenProvider;

/** Keys of a role in IAM Identity Center, by the login that {@code aws sso login} left. */
final class SsoKeys {
    private static final int LONGEST_LOGIN = 1 << 16;

    private final Environment environment;
    private final ProfileFile configuration;
    private final AwsClients clients;
    private final InstantSource clock;

    SsoKeys(Environment environment, ProfileFile configuration, AwsClients clients, InstantSource clock) {
        this.environment = environment;
        this.configuration = configuration;
        this.clients = clients;
        this.clock = clock;
    }

    /** True when the profile names a role in IAM Identity Center. */
    static boolean isSetBy(Profile profile) {
        return profile.property("sso_session").isPresent()
                || profile.property("sso_start_url").isPresent();
    }

    /** The role that the profile names. */
    Identity of(Profile profile) throws AwsFailure {
        String account = required(profile, "sso_account_id");
        String role = required(profile, "sso_role_name");
        Optional<String> session = profile.property("sso_session");
        Profile settings = session.isPresent() ? session(session.get()) : profile;
        Region region = Region.of(required(settings, "sso_region"));
        String login = "aws sso login --profile " + AwsFailure.quoted(profile.name());
        String token = session.isPresent()
                ? sessionToken(session.get(), region, login)
                : oldToken(required(profile, "sso_start_url"), login);
        try (SsoClient sso = clients.sso(region)) {
            RoleCredentials keys = sso.getRoleCredentials(GetRoleCredentialsRequest.builder()
                            .accountId(account)
                            .roleName(role)
                            .accessToken(token)
                            .build())
                    .roleCredentials();
            if (keys == null || keys.accessKeyId() == null || keys.secretAccessKey() == null) {
                throw new AwsFailure(Kind.DAMAGED, "SSO answered without keys", "");
            }
            return new Identity(
                    AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()),
                    AwsFailure.quoted("role " + role + " in account " + account));
        } catch (UnauthorizedException ended) {
            throw new AwsFailure(Kind.EXPIRED, "SSO answered 401: its login has ended", login);
        } catch (SdkException refused) {
            throw SdkFailures.explain(
                    refused, "SSO", "the role " + AwsFailure.quoted(role) + " in IAM Identity Center");
        }
    }

    private Profile session(String name) throws AwsFailure {
        return configuration
                .getSection("sso-session", name)
                .orElseThrow(() -> new AwsFailure(
                        Kind.REFUSED,
                        "there is no [sso-session " + AwsFailure.quoted(name) + "] in the configuration file",
                        "aws configure sso-session"));
    }

    /** The session's token; the SDK gets a new one with the refresh token where it can. */
    private String sessionToken(String session, Region region, String login) throws AwsFailure {
        try (SsoOidcClient oidc = clients.ssoOidc(region);
                SsoOidcTokenProvider provider = SsoOidcTokenProvider.builder()
                        .sessionName(session)
                        .ssoOidcClient(oidc)
                        .build()) {
            return provider.resolveToken().token();
        } catch (RuntimeException failed) {
            // The SDK reports a cached login with a member missing as a NullPointerException.
            if (failed.getCause() instanceof HttpFailure unreached) {
                throw AwsFailure.of(unreached);
            }
            throw new AwsFailure(
                    Kind.EXPIRED,
                    "the SSO login of session " + AwsFailure.quoted(session) + " has ended or was never made",
                    login);
        }
    }

    /** The token of a login of the older kind, which cannot be refreshed. */
    private String oldToken(String startUrl, String login) throws AwsFailure {
        AwsFailure none = new AwsFailure(Kind.EXPIRED, "the SSO login has ended or was never made", login);
        try {
            Path file = Places.of(environment).home().resolve(".aws/sso/cache").resolve(sha1(startUrl) + ".json");
            Optional<byte[]> content = BoundedFile.read(file, LONGEST_LOGIN);
            if (content.isEmpty()) {
                throw none;
            }
            JsonObject document = JsonParser.object().from(new String(content.get(), StandardCharsets.UTF_8));
            String token = document.getString("accessToken", "");
            Instant end = Instant.parse(document.getString("expiresAt", ""));
            if (token.isEmpty() || !end.isAfter(clock.instant())) {
                throw none;
            }
            return token;
        } catch (IOException | JsonParserException | DateTimeException unreadable) {
            throw new AwsFailure(Kind.DAMAGED, "the cached SSO login cannot be read", login);
        }
    }

    private static String required(Profile profile, String property) throws AwsFailure {
        return profile.property(property)
                .orElseThrow(() -> new AwsFailure(
                        Kind.REFUSED,
                        property + " is missing in " + AwsFailure.quoted(profile.name()),
                        "aws configure sso"));
    }

    /** The name of a cached login. AWS chose SHA-1; nothing secret depends on it. */
    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
    }
}
