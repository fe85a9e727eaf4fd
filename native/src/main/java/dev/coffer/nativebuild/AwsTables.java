package dev.coffer.nativebuild;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the AWS SDK knows of regions and services: 430 classes of constants that make 60,000 objects, all of them when the
 * first region is asked for its ending. Made at build time they cost nothing at run time.
 *
 * <p>None of these classes looks at the machine or the environment while it is initialized. A region is compared by
 * identity, so the two caches belong to them: without, the image would hold regions that nobody finds. A new version of the
 * SDK that needs another class ends the build with the class's name.
 */
final class AwsTables {
    private static final String REGIONS = "software.amazon.awssdk.regions.";
    private static final String UTILS = "software.amazon.awssdk.utils.";

    /** Classes, and packages with all they hold. */
    static final List<String> NAMES = Stream.of(
                    Stream.of(
                                    "servicemetadata",
                                    "partitionmetadata",
                                    "regionmetadata",
                                    "internal.MetadataLoader",
                                    "internal.DefaultServicePartitionMetadata",
                                    "GeneratedServiceMetadataProvider",
                                    "GeneratedRegionMetadataProvider",
                                    "GeneratedPartitionMetadataProvider",
                                    "ServiceMetadataProvider",
                                    "RegionMetadataProvider",
                                    "PartitionMetadataProvider",
                                    "ServiceMetadata",
                                    "RegionMetadata",
                                    "PartitionMetadata",
                                    "DefaultServiceMetadata",
                                    "ServicePartitionMetadata",
                                    "ServiceMetadataConfiguration",
                                    "ServiceEndpointKey",
                                    "PartitionEndpointKey",
                                    "Region",
                                    "Region$RegionCache",
                                    "EndpointTag",
                                    "EndpointTag$EndpointTagCache")
                            .map(REGIONS::concat),
                    Stream.of(
                                    "AttributeMap",
                                    "AttributeMap$DependencyGraph",
                                    "ImmutableMap",
                                    "Lazy",
                                    "Logger",
                                    "Pair",
                                    "StringUtils",
                                    "Validate",
                                    "http.SdkHttpUtils")
                            .map(UTILS::concat),
                    // What the tables hold on to: the name of a setting, and loggers that log nothing.
                    Stream.of("software.amazon.awssdk.profiles.ProfileFileSystemSetting", "org.slf4j"))
            .flatMap(names -> names)
            .toList();

    private AwsTables() {}
}
