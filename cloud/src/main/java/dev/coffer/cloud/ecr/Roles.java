package dev.coffer.cloud.ecr;

import dev.coffer.api.Kind;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Keys of roles, from the Security Token Service. */
final class Roles {
    private static final String SESSION = "coffer";

    private final AwsClients clients;

    Roles(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * A role to act as.
     *
     * @param session the session's name in AWS's logs; {@code coffer} without
     * @param externalId what a foreign account's role wants to hear
     * @param seconds how long the keys shall last
     */
    record Role(String arn, Optional<String> session, Optional<String> externalId, Optional<Integer> seconds) {
        Role(String arn, Optional<String> session) {
            this(arn, session, Optional.empty(), Optional.empty());
        }
    }

    /** The role, as the identity may assume it. */
    Identity assumed(Role role, Identity by) throws AwsFailure {
        AssumeRoleRequest.Builder request = AssumeRoleRequest.builder()
                .roleArn(role.arn())
                .roleSessionName(role.session().orElse(SESSION));
        role.externalId().ifPresent(request::externalId);
        role.seconds().ifPresent(request::durationSeconds);
        try (StsClient sts = clients.sts(StaticCredentialsProvider.create(by.credentials()))) {
            var answer = sts.assumeRole(request.build());
            return identity(answer.credentials(), answer.assumedRoleUser(), role);
        } catch (SdkException refused) {
            throw SdkFailures.explain(
                    refused, "STS", "sts:AssumeRole on " + AwsFailure.quoted(role.arn()) + ", by the role's trust too");
        }
    }

    /** The role, as a workload's own token opens it. */
    Identity byWebIdentity(Role role, String token) throws AwsFailure {
        AssumeRoleWithWebIdentityRequest request = AssumeRoleWithWebIdentityRequest.builder()
                .roleArn(role.arn())
                .roleSessionName(role.session().orElse(SESSION))
                .webIdentityToken(token)
                .build();
        try (StsClient sts = clients.sts(AnonymousCredentialsProvider.create())) {
            var answer = sts.assumeRoleWithWebIdentity(request);
            return identity(answer.credentials(), answer.assumedRoleUser(), role);
        } catch (SdkException refused) {
            throw SdkFailures.explain(
                    refused, "STS", "sts:AssumeRoleWithWebIdentity in the trust of " + AwsFailure.quoted(role.arn()));
        }
    }

    private static Identity identity(Credentials keys, AssumedRoleUser user, Role role) throws AwsFailure {
        if (keys == null
                || keys.accessKeyId() == null
                || keys.secretAccessKey() == null
                || keys.sessionToken() == null) {
            throw new AwsFailure(Kind.DAMAGED, "STS answered without keys", "");
        }
        AwsCredentials credentials =
                AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
        String name = user == null || user.arn() == null ? role.arn() : user.arn();
        return new Identity(credentials, AwsFailure.quoted(name));
    }
}
