package dev.coffer.cli.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.AwsPartition;
import dev.coffer.api.cloud.AzureCloud;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.ServerPattern;
import dev.coffer.core.routes.Target;
import dev.coffer.kubernetes.matching.ImagePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutePatternsTest {
    private static RoutePatterns of(String... servers) {
        List<Route> routes = new ArrayList<>();
        for (String server : servers) {
            routes.add(new Route(
                    ServerPattern.parse(server),
                    new Target.Helper("pass"),
                    false,
                    new Route.Where(Path.of("/etc/coffer/config.yaml"), 3)));
        }
        return RoutePatterns.of(routes);
    }

    private static List<String> ofRoutes(RoutePatterns found) {
        List<String> clouds =
                CloudPatterns.all().stream().map(ImagePattern::text).toList();
        return found.patterns().stream()
                .map(ImagePattern::text)
                .filter(text -> !clouds.contains(text))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "r.example, r.example",
        "R.Example/team, r.example/team",
        "r.example/team/, r.example/team",
        "r.example:5000, r.example:5000",
        "r.example:443/t, r.example/t r.example:443/t",
        "*.eu-*.example, *.eu-*.example",
        "index.docker.io, docker.io",
        "docker.io/team, docker.io/team",
        "b\u00fccher.example, xn--bcher-kva.example",
        "localhost, localhost",
        "[::1]:5000, [::1]:5000",
    })
    void a_route_is_said_in_the_kubelets_language(String server, String patterns) {
        assertThat(String.join(" ", ofRoutes(of(server)))).isEqualTo(patterns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "123456789012.*", "registry", "[::1]", "r.example/Team"})
    void what_cannot_be_said_is_left_out_with_the_place_and_the_reason(String server) {
        RoutePatterns found = of(server);

        assertThat(ofRoutes(found)).isEmpty();
        assertThat(found.leftOut())
                .singleElement()
                .asString()
                .startsWith("the route " + server + " -> helper:pass in /etc/coffer/config.yaml line 3 is left out: ");
    }

    @Test
    void no_pattern_covers_another_one() {
        RoutePatterns found = of("a.example", "*.example", "a.example/team", "*.azurecr.io/team", "q.example");

        assertThat(ofRoutes(found)).containsExactly("*.example");
        assertThat(found.patterns()).doesNotHaveDuplicates().contains(ImagePattern.parse("*.azurecr.io"));
    }

    static List<String> cloudHosts() {
        List<String> hosts = new ArrayList<>(List.of(
                "public.ecr.aws",
                "gcr.io",
                "eu.gcr.io",
                "europe-west4-docker.pkg.dev",
                "docker.us-east1.rep.pkg.dev",
                "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
                "123456789012.dkr-ecr-fips.us-east-1.on.aws"));
        for (AwsPartition partition : AwsPartition.values()) {
            hosts.add("123456789012.dkr.ecr.region-1." + partition.suffix());
            if (!partition.dualStackSuffix().isEmpty()) {
                hosts.add("123456789012.dkr-ecr.region-1." + partition.dualStackSuffix());
            }
        }
        for (AzureCloud azure : AzureCloud.values()) {
            hosts.add("myregistry." + azure.registrySuffix());
        }
        return hosts;
    }

    @ParameterizedTest
    @MethodSource("cloudHosts")
    void every_family_of_registries_that_a_token_is_fetched_for_is_asked_for(String host) {
        assertThat(CloudRegistry.of(ServerAddress.parse(host))).isPresent();
        assertThat(of().patterns()).anyMatch(pattern -> pattern.matches(host + "/team/app"));
    }
}
