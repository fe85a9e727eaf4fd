package dev.coffer.acceptance;

import dev.coffer.cloud.fixture.AwsKeys;
import dev.coffer.cloud.fixture.FakeAcr;
import dev.coffer.cloud.fixture.FakeEcr;
import dev.coffer.cloud.fixture.FakeEntra;
import dev.coffer.cloud.fixture.FakeGoogle;
import dev.coffer.cloud.fixture.FakeImds;
import dev.coffer.cloud.fixture.FakeInternet;
import dev.coffer.cloud.fixture.FakeSts;
import dev.coffer.registry.fixture.TestRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;

/** The three clouds with one registry each, behind which stands one real registry with the image {@code team/app:1}. */
final class CloudWorld implements AutoCloseable {
    static final String ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    static final String ECR_API = "api.ecr.eu-west-1.amazonaws.com";
    static final String ECR_PUBLIC_API = "api.ecr-public.us-east-1.amazonaws.com";
    static final String STS = "sts.eu-west-1.amazonaws.com";
    static final String EC2_METADATA = "169.254.169.254";
    static final String GCR = "europe-west4-docker.pkg.dev";
    static final String ACR = "myteam.azurecr.io";
    static final String ENTRA = "login.microsoftonline.com";
    static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    static final String IMAGE = "team/app:1";

    private static final String LOOK_ALIKE = ECR + ".evil.example";

    final FakeInternet internet;
    final AwsKeys aws;
    final FakeEcr ecr;
    final FakeSts sts;
    final FakeImds imds;
    final FakeGoogle google;
    final FakeEntra entra;
    final FakeAcr acr;

    private final Path folder;
    private final TestRegistry registry;

    private CloudWorld(Path folder, FakeInternet internet, TestRegistry registry) {
        this.folder = folder;
        this.internet = internet;
        this.registry = registry;
        this.aws = new AwsKeys();
        this.ecr = new FakeEcr(aws);
        this.sts = new FakeSts(aws);
        this.imds = new FakeImds(aws);
        this.google = new FakeGoogle(internet);
        this.entra = new FakeEntra(ENTRA, TENANT);
        this.acr = new FakeAcr(ACR, TENANT).before(URI.create("http://" + registry.address()));
        internet.serve(ECR_API, ecr)
                .serve(ECR_PUBLIC_API, ecr)
                .serve(STS, sts)
                .serve(ECR, RegistryGate.basic(registry, ECR, "AWS", token -> ecr.accepts("AWS", token)))
                .serve(GCR, RegistryGate.bearer(registry, GCR, "oauth2accesstoken", token -> google.ledger()
                        .identity(token)
                        .isPresent()))
                .serve(ENTRA, entra)
                .serve(ACR, acr);
    }

    static CloudWorld start() throws IOException, InterruptedException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("coffer-clouds-");
        FakeInternet internet = FakeInternet.start(
                folder.resolve("authority"),
                Stream.concat(
                                Stream.of(ECR, ECR_API, ECR_PUBLIC_API, STS, GCR, ACR, ENTRA, LOOK_ALIKE),
                                FakeGoogle.NAMES.stream())
                        .toList());
        TestRegistry registry = TestRegistry.start(TestRegistry.Kind.OPEN, folder.resolve("registry"));
        CloudWorld world = new CloudWorld(folder, internet, registry);
        world.push();
        return world;
    }

    /** The machine becomes one of EC2. */
    void serveEc2Metadata() {
        internet.serve(EC2_METADATA, imds);
    }

    /** The calls that ended in a token, or would have. */
    int callsTo(String host) {
        return internet.requestsFor(host).size();
    }

    private void push() throws IOException, InterruptedException {
        Path image = TinyImage.write(folder.resolve("image"));
        Process push = new ProcessBuilder(List.of(
                        "skopeo",
                        "copy",
                        "--insecure-policy",
                        "--dest-tls-verify=false",
                        "dir:" + image,
                        "docker://" + registry.address() + "/" + IMAGE))
                .inheritIO()
                .start();
        if (push.waitFor() != 0) {
            throw new IOException("the image could not be pushed");
        }
    }

    @Override
    public void close() throws Exception {
        registry.close();
        internet.close();
        Tree.delete(folder);
    }
}
