package dev.coffer.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialSource;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.WorkloadToken;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.ServerPattern;
import dev.coffer.core.routes.Target;
import dev.coffer.core.settings.OnAbsent;
import dev.coffer.core.settings.OnUnavailable;
import dev.coffer.core.settings.PromptPolicy;
import dev.coffer.core.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a look-up, with a store, helpers and clouds that are a map each. */
class ResolverTest {
    private static final String PRIVATE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    private final Map<String, String> stored = new HashMap<>();
    private final Map<String, String> clouds = new HashMap<>();
    private final List<Map<String, String>> asked = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, String> helper = new HashMap<>();

    @Test
    void the_first_route_that_selects_the_server_decides() {
        clouds.put("ecr", "token");
        stored.put(PRIVATE, "stored");
        route("*.dkr.ecr.us-*.amazonaws.com", ecr("us"), false);
        route("123456789012.*", ecr("prod"), false);
        route("**", ecr("never"), false);

        assertThat(secret(PRIVATE)).isEqualTo("token");
        assertThat(asked).containsExactly(Map.of(Cloud.Option.PROFILE, "prod"));
    }

    @Test
    void a_stored_login_goes_before_the_built_in_rule() {
        clouds.put("acr", "token");
        stored.put("myteam.azurecr.io", "admin password");

        assertThat(secret("myteam.azurecr.io")).isEqualTo("admin password");
        assertThat(secret("other1.azurecr.io")).isEqualTo("token");
    }

    @Test
    void a_last_route_goes_before_the_built_in_rule() {
        clouds.put("ecr", "token");
        helper.put(PRIVATE, "of the old helper");
        route("**", new Target.Helper("old"), true);

        assertThat(secret(PRIVATE)).isEqualTo("of the old helper");
        assertThat(secret("123456789012.dkr.ecr.eu-west-2.amazonaws.com")).isEqualTo("token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PRIVATE + ".evil.test",
                "evil.test/" + PRIVATE,
                PRIVATE + ":5000",
                "http://" + PRIVATE,
            })
    void a_look_alike_gets_no_token_however_wide_the_route(String lookAlike) {
        clouds.put("ecr", "token");
        route("**", ecr("prod"), false);

        assertThat(get(lookAlike)).isInstanceOf(Lookup.Absent.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_denied_server_gets_nothing_at_all() {
        clouds.put("ecr", "token");
        stored.put(PRIVATE, "stored");
        route("123456789012.*", new Target.Deny(), false);

        assertThat(kind(PRIVATE)).isEqualTo(Kind.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"public.ecr.aws", "gcr.io", "us-docker.pkg.dev", "myteam.azurecr.io"})
    void without_any_identity_a_registry_with_public_images_is_left_to_be_asked_anonymously(String server) {
        assertThat(get(server)).isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void without_any_identity_a_private_registry_is_explained_instead() {
        assertThat(get(PRIVATE)).isInstanceOfSatisfying(Lookup.Unavailable.class, answer -> {
            assertThat(answer.kind()).isEqualTo(Kind.REFUSED);
            assertThat(answer.tried()).containsExactly(new Reason("environment: nothing set"));
            assertThat(answer.whatToDo()).contains("aws");
        });
    }

    @Test
    void a_route_to_a_cloud_without_an_identity_is_a_failure_everywhere() {
        route("gcr.io", new Target.Tokens(Cloud.GCR, Map.of()), false);

        assertThat(kind("gcr.io")).isEqualTo(Kind.REFUSED);
    }

    @Test
    void the_way_is_told() {
        clouds.put("ecr", "token");

        assertThat(resolver().explain(request(PRIVATE)).steps().stream().map(Reason::text))
                .anySatisfy(step -> assertThat(step).contains("the store memory was asked"))
                .anySatisfy(step -> assertThat(step).contains("nothing stored"))
                .anySatisfy(step -> assertThat(step).contains("a registry of ecr"));
    }

    @Test
    void a_workload_gets_its_own_token_at_a_cloud_and_no_stored_login() {
        clouds.put("acr", "token");
        stored.put("myteam.azurecr.io", "admin password");
        route("**", new Target.Helper("old"), true);
        helper.put("myteam.azurecr.io", "of the old helper");

        assertThat(podSecret("myteam.azurecr.io")).isEqualTo("token of pod");
    }

    @Test
    void a_workload_is_led_by_routes_to_a_cloud_the_last_ones_too() {
        clouds.put("ecr", "token");
        route("123456789012.*", ecr("last"), true);
        assertThat(podSecret(PRIVATE)).isEqualTo("token of pod");
        route("123456789012.*", ecr("first"), false);
        assertThat(podSecret(PRIVATE)).isEqualTo("token of pod");

        assertThat(asked).containsExactly(Map.of(Cloud.Option.PROFILE, "last"), Map.of(Cloud.Option.PROFILE, "first"));
    }

    @ParameterizedTest
    @ValueSource(strings = {PRIVATE, "public.ecr.aws", "gcr.io", "myteam.azurecr.io"})
    void a_workload_without_an_identity_is_a_failure_and_no_anonymous_pull(String server) {
        stored.put(server, "the machine's");
        assertThat(pod(server)).isInstanceOfSatisfying(Lookup.Unavailable.class, answer -> assertThat(answer.kind())
                .isEqualTo(Kind.REFUSED));
    }

    @Test
    void a_workload_is_not_sent_to_a_helper_for_a_cloud_nor_past_a_denial() {
        clouds.put("ecr", "token");
        helper.put(PRIVATE, "of the machine");
        route("123456789012.*", new Target.Helper("ecr-login"), false);
        assertThat(pod(PRIVATE)).isInstanceOfSatisfying(Lookup.Unavailable.class, answer -> {
            assertThat(answer.kind()).isEqualTo(Kind.REFUSED);
            assertThat(answer.whatToDo()).isEqualTo("lead it to the cloud: coffer route add " + PRIVATE + " --use ecr");
        });
        routes.clear();
        route("123456789012.*", new Target.Deny(), true);
        assertThat(pod(PRIVATE)).isInstanceOf(Lookup.Unavailable.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_workload_gets_what_everyone_gets_at_a_registry_of_no_cloud() {
        stored.put("registry.example", "stored");
        helper.put("other.example", "of the helper");
        route("other.example", new Target.Helper("old"), false);

        assertThat(podSecret("registry.example")).isEqualTo("stored");
        assertThat(podSecret("other.example")).isEqualTo("of the helper");
        assertThat(asked).isEmpty();
    }

    private void route(String pattern, Target target, boolean last) {
        routes.add(new Route(
                ServerPattern.parse(pattern),
                target,
                last,
                new Route.Where(Path.of("config.yaml"), routes.size() + 1)));
    }

    private static Target ecr(String profile) {
        return new Target.Tokens(Cloud.ECR, Map.of(Cloud.Option.PROFILE, profile));
    }

    private Resolver resolver() {
        Settings settings = new Settings(
                "memory", OnUnavailable.ERROR, OnAbsent.ERROR, PromptPolicy.NEVER, Optional.empty(), Set.of(), routes);
        return new Resolver(settings, new MapStore("memory", stored), _ -> new MapStore("helper", helper), this::token);
    }

    private Lookup token(Request request, CloudRegistry registry, Map<String, String> options) {
        asked.add(options);
        String whose = request.workload()
                .map(workload -> " of " + workload.token().text())
                .orElse("");
        String token = clouds.get(registry.cloud().id());
        return token == null
                ? new Lookup.Absent("environment: nothing set")
                : new Lookup.Found(
                        new Credential("AWS", Secret.ofText(token + whose)),
                        new Origin(registry.cloud().id(), registry.host()));
    }

    private Lookup get(String server) {
        return resolver().get(request(server));
    }

    private Lookup pod(String server) {
        return resolver()
                .get(Request.of(ServerAddress.parse(server), new WorkloadToken(Secret.ofText("pod"), Map.of())));
    }

    private String podSecret(String server) {
        return secret(pod(server));
    }

    private String secret(String server) {
        return secret(get(server));
    }

    private static String secret(Lookup answer) {
        return answer instanceof Lookup.Found found
                ? found.credential().secret().text()
                : answer.toString();
    }

    private Kind kind(String server) {
        return get(server) instanceof Lookup.Unavailable unavailable ? unavailable.kind() : Kind.DAMAGED;
    }

    private static Request request(String server) {
        return Request.of(ServerAddress.parse(server));
    }

    private record MapStore(String name, Map<String, String> secrets) implements CredentialStore, CredentialSource {
        @Override
        public Lookup get(Request request) {
            String secret = secrets.get(request.server().spelling());
            return secret == null
                    ? new Lookup.Absent("nothing stored")
                    : new Lookup.Found(
                            new Credential("user", Secret.ofText(secret)),
                            new Origin(name, request.server().spelling()));
        }

        @Override
        public void store(ServerAddress server, Credential credential) {
            secrets.put(server.spelling(), credential.secret().text());
        }

        @Override
        public boolean erase(ServerAddress server) {
            return secrets.remove(server.spelling()) != null;
        }

        @Override
        public List<Entry> list() {
            return List.of();
        }
    }
}
