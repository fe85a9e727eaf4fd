package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules: who answers for which servers. */
class RouteTest {
    private static final String REGISTRY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void routesAreAddedListedExplainedAndRemoved() {
        user.coffer("route", "add", "*.dkr.ecr.eu-*.amazonaws.com", "--use", "ecr", "--profile", "prod")
                .succeeded();
        user.coffer("route", "add", "evil.example", "--deny").succeeded();

        assertThat(user.coffer("route", "list").succeeded().out())
                .contains("*.dkr.ecr.eu-*.amazonaws.com")
                .contains("ecr, profile prod")
                .contains("config.yaml line 2");
        assertThat(user.coffer("route", "list", "--json").succeeded().out()).contains("\"use\":\"ecr, profile prod\"");
        assertThat(user.coffer("route", "explain", REGISTRY).succeeded().out())
                .contains("decides")
                .contains("not asked: a route has decided");
        assertThat(user.coffer("route", "explain", "evil.example").succeeded().out())
                .containsPattern("evil.example -> deny +.*decides");

        user.coffer("route", "remove", "evil.example").succeeded();
        assertThat(user.coffer("route", "remove", "evil.example").failed().err())
                .contains("there is no route for evil.example");
        assertThat(user.read(".config/coffer/config.yaml"))
                .contains("profile: \"prod\"")
                .doesNotContain("evil");
    }

    @Test
    void aRouteThatWouldNeverDecideIsPointedOut() {
        user.coffer("route", "add", "*.dkr.ecr.*.amazonaws.com", "--use", "ecr").succeeded();

        assertThat(user.coffer("route", "add", REGISTRY, "--use", "ecr", "--profile", "prod")
                        .succeeded()
                        .err())
                .contains("comes before it")
                .contains("--first");
        user.coffer("route", "remove", REGISTRY).succeeded();
        assertThat(user.coffer("route", "add", REGISTRY, "--use", "ecr", "--profile", "prod", "--first")
                        .succeeded()
                        .err())
                .isEmpty();
    }

    @Test
    void aHelperThatIsCofferItselfIsRefused() {
        assertThat(user.coffer("route", "add", "**", "--use", "helper:coffer")
                        .failed()
                        .err())
                .contains("is Coffer itself");
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(user.coffer("route", "add", "a.test").exit()).isEqualTo(2);
        assertThat(user.coffer("route", "add", "a.test", "--use", "gcr", "--profile", "x")
                        .err())
                .contains("--profile is nothing that gcr knows");
        assertThat(user.coffer("route", "add", "a.test", "--deny", "--profile", "x")
                        .err())
                .contains("--profile is for ecr, gcr or acr");
    }

    @Test
    void aLookAlikeIsExplained() {
        assertThat(user.coffer("route", "explain", REGISTRY + ".evil.example")
                        .succeeded()
                        .out())
                .contains("this is no registry of ecr, gcr or acr");
        assertThat(user.coffer("route", "explain", "https://" + REGISTRY + "@evil.example")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void aLoginThatARouteMakesNeedlessIsNotSwallowedInSilence() {
        user.coffer("route", "add", REGISTRY, "--use", "ecr").succeeded();

        Result stored = user.helper("store", Sandbox.storeRequest(REGISTRY, "AWS", "pasted"))
                .succeeded();
        assertThat(stored.out()).isEmpty();
        assertThat(stored.err().lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("nothing was stored"));
        assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{}\n");
    }
}
