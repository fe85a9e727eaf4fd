package dev.coffer.cloud.ecr;

import dev.coffer.api.Kind;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenFetcher;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.cloud.servers.Deadline;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.places.Environment;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Tokens of Amazon ECR, private and public, by the AWS SDK. Reads the process's environment and AWS's configuration files
 * as the {@code aws} command does; Java's system properties {@code aws.accessKeyId} and the like are no source of keys.
 */
public final class EcrTokens implements TokenFetcher {
    /** For the service loader. */
    public EcrTokens() {}

    @Override
    public Cloud cloud() {
        return Cloud.ECR;
    }

    @Override
    public TokenAnswer fetch(TokenOrder order) {
        Optional<CloudRegistry> registry = CloudRegistry.of(order.server());
        if (registry.isEmpty() || registry.get().cloud() != Cloud.ECR) {
            return new TokenAnswer.Failed(Kind.REFUSED, "this server is no registry of AWS", List.of(), "");
        }
        Tried tried = new Tried();
        FutureTask<TokenAnswer> task = new FutureTask<>(() -> fetch(registry.get(), order, tried));
        // Not every wait of the SDK can be bounded from within.
        Thread.ofPlatform().name("ecr").daemon().start(task);
        try {
            return task.get(order.limit().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            task.cancel(true);
            return new TokenAnswer.Failed(
                    Kind.TIMEOUT,
                    "AWS gave no token within " + order.limit().toSeconds() + " s",
                    tried.all(),
                    "try again, or check the network and the proxy");
        } catch (InterruptedException interrupted) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return new TokenAnswer.Failed(Kind.TIMEOUT, "the fetching of a token was ended", tried.all(), "");
        } catch (ExecutionException defect) {
            // Its text may hold anything, so only its kind is told.
            Throwable thrown = defect.getCause() == null ? defect : defect.getCause();
            return new TokenAnswer.Failed(
                    Kind.DAMAGED,
                    "the AWS library failed with " + thrown.getClass().getSimpleName(),
                    tried.all(),
                    "");
        }
    }

    private static TokenAnswer fetch(CloudRegistry registry, TokenOrder order, Tried tried) {
        Environment environment = Environment.ofProcess();
        try (Http http = Http.of(environment, "cloud")) {
            requireOnePartition(registry);
            EcrSession session =
                    new EcrSession(environment, http, Deadline.after(order.limit()), InstantSource.system(), order);
            Identity identity = session.identity(tried);
            return session.token(registry, identity, tried);
        } catch (AwsFailure.Nobody nobody) {
            return new TokenAnswer.Absent(tried.all(), nobody.remedy());
        } catch (AwsFailure failure) {
            return new TokenAnswer.Failed(failure.kind(), failure.why(), tried.all(), failure.remedy());
        }
    }

    /**
     * The SDK makes the API's address from the region alone. A host whose ending is another partition's would get a token
     * of a partition that it is not in.
     */
    private static void requireOnePartition(CloudRegistry registry) throws AwsFailure {
        if (registry instanceof CloudRegistry.Ecr ecr) {
            String suffix = PartitionMetadata.of(Region.of(ecr.region())).dnsSuffix();
            if (!suffix.equals(ecr.partition().suffix())) {
                throw new AwsFailure(
                        Kind.REFUSED,
                        "the region " + AwsFailure.quoted(ecr.region())
                                + " is not in the part of AWS that this host is in",
                        "check the registry's address");
            }
        }
    }
}
