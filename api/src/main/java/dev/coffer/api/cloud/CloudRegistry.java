package dev.coffer.api.cloud;

import dev.coffer.api.ServerAddress;
import java.util.Optional;

/**
 * A registry that takes a cloud's tokens, recognised by its whole host name, label by label: nothing may stand before or
 * after it. Only https on the standard port is one, because a token goes nowhere else.
 */
public sealed interface CloudRegistry {
    /** Whose it is. */
    Cloud cloud();

    /** The host name, in lower-case ASCII. */
    String host();

    /** True when there may be repositories in it that want no credential. */
    boolean mayBeAnonymous();

    /** The registry behind the address, if it is a cloud's. */
    static Optional<CloudRegistry> of(ServerAddress server) {
        if (server.isPlainHttp() || server.port() >= 0) {
            return Optional.empty();
        }
        return CloudHosts.parse(server.host());
    }

    /**
     * A private registry of ECR.
     *
     * @param account twelve digits
     * @param region {@code eu-central-1}
     * @param fips true when the host name asks for validated cryptography
     * @param dualStack true when the host name is one of those with IPv6 addresses
     */
    record Ecr(String host, String account, String region, AwsPartition partition, boolean fips, boolean dualStack)
            implements CloudRegistry {
        @Override
        public boolean mayBeAnonymous() {
            return false;
        }

        @Override
        public Cloud cloud() {
            return Cloud.ECR;
        }
    }

    /** ECR's public gallery. */
    record EcrPublic(String host) implements CloudRegistry {
        @Override
        public boolean mayBeAnonymous() {
            return true;
        }

        @Override
        public Cloud cloud() {
            return Cloud.ECR;
        }
    }

    /** A host of Google Container Registry or Artifact Registry. */
    record Gcr(String host) implements CloudRegistry {
        @Override
        public boolean mayBeAnonymous() {
            return true;
        }

        @Override
        public Cloud cloud() {
            return Cloud.GCR;
        }
    }

    /**
     * A login server of Azure Container Registry.
     *
     * @param azure the cloud it is in
     */
    record Acr(String host, AzureCloud azure) implements CloudRegistry {
        @Override
        public boolean mayBeAnonymous() {
            return true;
        }

        @Override
        public Cloud cloud() {
            return Cloud.ACR;
        }
    }
}
