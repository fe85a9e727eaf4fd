package dev.coffer.cli.commands;

import dev.coffer.kubernetes.providers.TokenAttributes;
import dev.coffer.kubernetes.providers.TokenAttributes.CacheType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** With what token of a pod's service account the kubelet is to run the plugin, in options. */
final class TokenOptions {
    @Option(
            names = "--audience",
            paramLabel = "AUDIENCE",
            description =
                    "Hand the plugin a token of the pod's service account for this audience, so that pods pull with"
                            + " their own identity (Kubernetes 1.34 or later).")
    private @Nullable String audience;

    @Option(
            names = "--cache-type",
            paramLabel = "TYPE",
            converter = CacheTypeConverter.class,
            description =
                    "With --audience: ServiceAccount, as it is without the option, or Token where answers end with"
                            + " the token.")
    private @Nullable CacheType cacheType;

    @Option(
            names = "--require-service-account",
            description = "With --audience: do not run the plugin for pods that have no service account.")
    private boolean requireServiceAccount;

    @Option(
            names = "--annotation",
            paramLabel = "KEY",
            description = "With --audience: an annotation of the service account that the plugin is told.")
    private List<String> annotations = new ArrayList<>();

    @Option(
            names = "--required-annotation",
            paramLabel = "KEY",
            description = "The same, and without it the plugin is not run; with --require-service-account.")
    private List<String> requiredAnnotations = new ArrayList<>();

    /**
     * The attributes; empty without an audience.
     *
     * @throws IllegalArgumentException with what is wrong about the options, for the user
     */
    Optional<TokenAttributes> read() {
        if (audience != null) {
            CacheType type = cacheType == null ? CacheType.SERVICE_ACCOUNT : cacheType;
            return Optional.of(
                    new TokenAttributes(audience, type, requireServiceAccount, requiredAnnotations, annotations));
        }
        if (cacheType != null || requireServiceAccount || !annotations.isEmpty() || !requiredAnnotations.isEmpty()) {
            throw new IllegalArgumentException(
                    "without --audience the plugin gets no token, and the other options about one say nothing");
        }
        return Optional.empty();
    }

    /** Reads the kubelet's words. */
    static final class CacheTypeConverter implements ITypeConverter<CacheType> {
        @Override
        public CacheType convert(String text) {
            for (CacheType type : CacheType.values()) {
                if (type.text().equals(text)) {
                    return type;
                }
            }
            throw new TypeConversionException("is ServiceAccount or Token");
        }
    }
}
