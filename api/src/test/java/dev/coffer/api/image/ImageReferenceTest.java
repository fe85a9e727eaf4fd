package dev.coffer.api.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String SHA256 = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "nginx,                               docker.io,           library/nginx",
        "nginx:1.27,                          docker.io,           library/nginx",
        "team/app,                            docker.io,           team/app",
        "docker.io/nginx,                     docker.io,           library/nginx",
        "index.docker.io/nginx,               docker.io,           library/nginx",
        "index.docker.io/team/app,            docker.io,           team/app",
        "docker.io:443/nginx,                 docker.io:443,       nginx",
        "ghcr.io/a/b/c,                       ghcr.io,             a/b/c",
        "localhost/app,                       localhost,           app",
        "localhost:5000/app:tag,              localhost:5000,      app",
        "registry:5000/app,                   registry:5000,       app",
        "registry/app,                        docker.io,           registry/app",
        "Registry/app,                        Registry,            app",
        "GHCR.io/app,                         GHCR.io,             app",
        "[::1]/app,                           [::1],               app",
        "[2001:db8::1]:5000/app:v1,           [2001:db8::1]:5000,  app",
        "127.0.0.1:5000/a__b/c---d/e.f_g,     127.0.0.1:5000,      a__b/c---d/e.f_g",
        "localhost:5000,                      docker.io,           library/localhost",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com.evil/app, 123456789012.dkr.ecr.us-east-1.amazonaws.com.evil, app",
    })
    void a_reference_is_completed_and_taken_apart(String text, String registry, String path) {
        ImageReference image = ImageReference.parse(text);

        assertThat(image.registry()).isEqualTo(registry);
        assertThat(image.path()).isEqualTo(path);
        assertThat(image.repository()).isEqualTo(registry + "/" + path);
    }

    @Test
    void tag_and_digest_are_kept_apart() {
        ImageReference image = ImageReference.parse("ghcr.io/a/b:v1.2_x-y@" + SHA256);

        assertThat(image.tag()).hasValue("v1.2_x-y");
        assertThat(image.digest()).hasValue(SHA256);
        assertThat(image).hasToString("ghcr.io/a/b:v1.2_x-y@" + SHA256);
        assertThat(ImageReference.parse("localhost:5000").tag()).hasValue("5000");
        assertThat(ImageReference.parse("a@sha512:" + "0".repeat(128)).digest()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                           empty",
        "https://ghcr.io/a,            scheme",
        "user@ghcr.io/a,               user name",
        "a@b/c,                        digest",
        "ghcr.io/A,                    capital letters",
        "Nginx,                        capital letters",
        "ghcr.io/,                     no path",
        "/a,                           path",
        "ghcr.io//a,                   path",
        "ghcr.io/a/,                   path",
        "ghcr.io/a_,                   path",
        "ghcr.io/a___b,                path",
        "ghcr.io/a..b,                 path",
        "ghcr.io/-a,                   path",
        "ghcr.io/ä,                    path",
        "ghcr.io/a b,                  path",
        "ghcr.io/a%2Fb,                path",
        "ghcr.io/a?x,                  path",
        "ghcr.io:/a,                   port",
        "ghcr.io:x/a,                  port",
        "ghcr.io:5000:5000/a,          port",
        "ghcr..io/a,                   host",
        "ghcr.io./a,                   host",
        ".ghcr.io/a,                   host",
        "-ghcr.io/a,                   host",
        "ghcr-.io/a,                   host",
        "gh_cr.io/a,                   host",
        "*.io/a,                       host",
        "[::1/a,                       IPv6",
        "[::g]:5/a,                    IPv6",
        "[]:5/a,                       IPv6",
        "[::1]x:5/a,                   IPv6",
        "ghcr.io/a:,                   tag",
        "ghcr.io/a:-x,                 tag",
        "ghcr.io/a:x:y,                tag",
        "ghcr.io/a@,                   digest",
        "ghcr.io/a@sha256:abc,         digest",
        "ghcr.io/a@md5:00000000000000000000000000000000, digest",
    })
    void what_is_no_reference_is_refused_with_a_reason(String text, String reason) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(InvalidImageReferenceException.class)
                .hasMessageStartingWith("the image reference ")
                .hasMessageContaining(reason);
    }

    @Test
    void lengths_are_limited() {
        assertThat(ImageReference.parse("ghcr.io/" + "a".repeat(255)).path()).hasSize(255);
        assertThat(ImageReference.parse("a:" + "t".repeat(128)).tag()).isPresent();
        for (String tooLong : new String[] {
            "ghcr.io/" + "a".repeat(256),
            "a".repeat(248),
            "a:" + "t".repeat(129),
            "a.".repeat(128) + "io/a",
            "a".repeat(10 << 10),
            "ghcr.io/" + "a/".repeat(5 << 10) + "a",
            "a@sha256:" + "A".repeat(64)
        }) {
            assertThatThrownBy(() -> ImageReference.parse(tooLong))
                    .isInstanceOf(InvalidImageReferenceException.class)
                    .message()
                    .hasSizeLessThan(150);
        }
    }

    @Test
    void an_image_id_is_no_name() {
        assertThatThrownBy(() -> ImageReference.parse("0123456789abcdef".repeat(4)))
                .hasMessageContaining("image id");
        assertThat(ImageReference.parse("a".repeat(63)).path()).startsWith("library/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/", "a-", "a--", "a_", "a__", "a.", "team/app-"})
    void some_texts_are_beginnings_of_paths(String text) {
        assertThat(PathPrefix.of(text)).isEqualTo(PathPrefix.EXTENDABLE);
        assertThat(PathPrefix.of(text + "b")).isEqualTo(PathPrefix.COMPLETE);
    }

    private static final Pattern HOST = Pattern.compile(
            "(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?");
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final Pattern PATH = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");

    @Property(tries = 5000)
    void the_scans_agree_with_the_grammar_as_regular_expressions(
            @ForAll("soups") String host, @ForAll("soups") String path) {
        assertThat(PathPrefix.of(path) == PathPrefix.COMPLETE)
                .isEqualTo(PATH.matcher(path).matches());
        String registry = "x.y" + host;
        boolean valid = HOST.matcher(registry).matches() && PATH.matcher(path).matches() && host.indexOf('/') < 0;
        if (valid) {
            ImageReference image = ImageReference.parse(registry + "/" + path);
            assertThat(image.registry()).isEqualTo(registry);
            assertThat(image.path()).isEqualTo(path);
        } else if (host.indexOf('/') < 0 && path.indexOf(':') < 0 && path.indexOf('@') < 0) {
            assertThatThrownBy(() -> ImageReference.parse(registry + "/" + path))
                    .isInstanceOf(InvalidImageReferenceException.class);
        }
    }

    @Property(tries = 5000)
    void a_completed_reference_stays_as_it_is(@ForAll("soups") String text) {
        try {
            ImageReference image = ImageReference.parse(text);
            assertThat(ImageReference.parse(image.toString())).isEqualTo(image);
        } catch (InvalidImageReferenceException refused) {
            assertThat(refused).hasMessageStartingWith("the image reference ");
        }
    }

    @Property
    void any_text_is_a_reference_or_refused_with_the_one_exception(@ForAll String text) {
        try {
            assertThat(ImageReference.parse(text).repository()).isNotEmpty();
        } catch (InvalidImageReferenceException refused) {
            assertThat(refused).hasMessageStartingWith("the image reference ");
        }
    }

    @Provide
    Arbitrary<String> soups() {
        return Arbitraries.strings().withChars("ab1.-_:/@A[]").ofMaxLength(12);
    }
}
