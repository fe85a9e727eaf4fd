package dev.coffer.kubernetes.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.coffer.kubernetes.matching.KubeletKeyring.Kept;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeletKeyringTest {
    private static KubeletKeyring with(String key) {
        KubeletKeyring keyring = new KubeletKeyring();
        keyring.add(key, "value");
        return keyring;
    }

    private static List<String> values(KubeletKeyring keyring, String image) {
        return keyring.lookup(image).stream().map(Kept::value).toList();
    }

    private static Stream<JsonObject> casesOf(String table) {
        return MatchCases.all().getObject(table).getArray("cases").stream().map(JsonObject.class::cast);
    }

    static Stream<JsonObject> hits() {
        return casesOf("keyring_hit_upstream");
    }

    @ParameterizedTest
    @MethodSource("hits")
    void the_kubelets_hits_are_found(JsonObject match) {
        assertThat(values(with(match.getString("key")), match.getString("lookup") + "/foo/bar"))
                .containsExactly("value");
    }

    static Stream<JsonObject> misses() {
        return casesOf("keyring_miss_upstream");
    }

    @ParameterizedTest
    @MethodSource("misses")
    void the_kubelets_misses_are_not_found(JsonObject match) {
        assertThat(values(with(match.getString("key")), match.getString("lookup") + "/foo/bar"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyring_order_upstream", "legacy_v1_key_upstream", "docker_hub_upstream"})
    void the_kubelets_users_come_in_its_order(String table) {
        KubeletKeyring keyring = new KubeletKeyring();
        MatchCases.all().getObject(table).getObject("entries").forEach((key, user) -> assertThat(
                        keyring.add(key, (String) user))
                .isTrue());

        assertThat(casesOf(table)).isNotEmpty().allSatisfy(match -> assertThat(
                        values(keyring, match.getString("image")))
                .isEqualTo(match.getArray("users")));
    }

    static Stream<JsonObject> hubs() {
        return MatchCases.table("is_default_registry_upstream");
    }

    @ParameterizedTest
    @MethodSource("hubs")
    void images_of_docker_hub_are_those_of_the_kubelet(JsonObject match) {
        assertThat(KubeletKeyring.isOnHub(match.getString("image"))).isEqualTo(match.getBoolean("default"));
    }

    @Test
    void all_that_matches_is_found_the_narrower_path_first_and_stars_last() {
        KubeletKeyring keyring = new KubeletKeyring();
        for (String key : List.of("*.io", "gcr.io", "gcr.io/team", "http://gcr.io/team/app", "g*.io", "quay.io")) {
            keyring.add(key, key);
        }
        keyring.add("https://gcr.io/v2/", "second");

        assertThat(values(keyring, "gcr.io/team/app"))
                .containsExactly("http://gcr.io/team/app", "gcr.io/team", "gcr.io", "second", "g*.io", "*.io");
        assertThat(keyring.lookup("gcr.io/x").get(1)).isEqualTo(new Kept("https://gcr.io/v2/", "second"));
    }

    @Test
    void docker_hubs_own_entry_counts_only_when_nothing_matches() {
        KubeletKeyring keyring = with("https://index.docker.io/v1/");
        keyring.add("docker.io/team", "team");

        assertThat(values(keyring, "docker.io/team/app")).containsExactly("team");
        assertThat(values(keyring, "docker.io/library/nginx")).containsExactly("value");
    }

    @Test
    void ports_and_addresses_and_escapes_stay_what_they_are() {
        assertThat(values(with("https://[::1]:5000/v2/"), "[::1]:5000/x")).containsExactly("value");
        assertThat(values(with("https://h.io:5000"), "h.io:5000/x")).containsExactly("value");
        assertThat(values(with("https://h.io:5000"), "h.io/x")).isEmpty();
        assertThat(values(with("b%C3%BC.io/%C3%BC"), "bü.io/ü")).containsExactly("value");
    }

    @Test
    void a_key_that_does_not_parse_is_passed_over_and_told() {
        KubeletKeyring keyring = new KubeletKeyring();

        assertThat(keyring.add("h.io:port", "value")).isFalse();
        assertThat(keyring.add("h.io/%25zz", "value")).isFalse();
        assertThat(keyring.lookup("h.io/x")).isEmpty();
    }

    @Property
    void any_key_and_image_can_be_asked(@ForAll String key, @ForAll String image) {
        assertThat(with(key).lookup(image)).hasSizeLessThan(2);
    }
}
