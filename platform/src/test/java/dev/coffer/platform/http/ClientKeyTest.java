package dev.coffer.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and certificates as openssl writes them. */
class ClientKeyTest {
    private final Path folder;

    ClientKeyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest(name = "{0} by: {1}")
    @CsvSource(textBlock = """
            PKCS#8 RSA,      -newkey rsa:2048,                               pkcs8 -topk8 -nocrypt,    SHA256withRSA
            PKCS#1 RSA,      -newkey rsa:2048,                               rsa -traditional,         SHA256withRSA
            PKCS#8 EC P-256, -newkey ec -pkeyopt ec_paramgen_curve:P-256,    pkcs8 -topk8 -nocrypt,    SHA256withECDSA
            SEC 1 EC P-256,  -newkey ec -pkeyopt ec_paramgen_curve:P-256,    ec,                       SHA256withECDSA
            SEC 1 EC P-521,  -newkey ec -pkeyopt ec_paramgen_curve:P-521,    ec -no_public,            SHA256withECDSA
            PKCS#8 Ed25519,  -newkey ed25519,                                pkcs8 -topk8 -nocrypt,    Ed25519
            """)
    void reads_every_usual_form_of_key(String form, String generator, String converter, String algorithm)
            throws Exception {
        Path certificate = folder.resolve("client.cert");
        Path key = folder.resolve("client.key");
        openssl("req -x509 %s -nodes -subj /CN=client -days 1 -keyout %s -out %s"
                .formatted(generator, folder.resolve("any.key"), certificate));
        openssl("%s -in %s -out %s".formatted(converter, folder.resolve("any.key"), key));

        ClientKey pair = ClientKey.read(certificate, key);

        byte[] message = "signed".getBytes(StandardCharsets.UTF_8);
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(pair.key());
        signer.update(message);
        byte[] signature = signer.sign();
        signer.initVerify(pair.chain().getFirst());
        signer.update(message);
        assertThat(signer.verify(signature)).isTrue();
    }

    @ParameterizedTest(name = "encrypted by: {0}")
    @CsvSource({"pkcs8 -topk8 -passout pass:x", "rsa -traditional -aes128 -passout pass:x"})
    void refuses_a_key_with_a_passphrase(String converter) throws Exception {
        Path certificate = folder.resolve("client.cert");
        Path key = folder.resolve("client.key");
        openssl("req -x509 -newkey rsa:2048 -nodes -subj /CN=client -days 1 -keyout %s -out %s"
                .formatted(folder.resolve("any.key"), certificate));
        openssl("%s -in %s -out %s".formatted(converter, folder.resolve("any.key"), key));

        assertThatThrownBy(() -> ClientKey.read(certificate, key))
                .isInstanceOf(HttpFailure.class)
                .hasMessageContaining(key.toString())
                .hasMessageContaining("passphrase");
    }

    @Test
    void answers_damage_with_a_failure_that_names_the_file() throws Exception {
        Path certificate = folder.resolve("client.cert");
        Path key = folder.resolve("client.key");
        openssl(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=client -days 1 -keyout %s -out %s"
                        .formatted(key, certificate));
        String original = Files.readString(certificate) + Files.readString(key);
        Path damaged = folder.resolve("damaged.pem");
        Random random = new Random(4711);
        for (int round = 0; round < 400; round++) {
            StringBuilder text = new StringBuilder(original);
            for (int change = random.nextInt(4); change >= 0; change--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
            }
            text.setLength(text.length() - (round % 3 == 0 ? random.nextInt(text.length()) : 0));
            Files.writeString(damaged, text, StandardCharsets.ISO_8859_1);
            try {
                ClientKey.read(damaged, damaged);
            } catch (HttpFailure failure) {
                assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.BAD_TLS_FILE);
                assertThat(failure.getMessage()).contains(damaged.toString());
            }
        }
    }

    private static void openssl(String arguments) throws Exception {
        Process process = new ProcessBuilder(List.of(("openssl " + arguments).split(" ", -1)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(arguments).isZero();
    }
}
