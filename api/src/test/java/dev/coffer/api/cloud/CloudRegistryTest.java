package dev.coffer.api.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudRegistryTest {
    @ParameterizedTest
    @CsvSource({
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com,            eu-central-1,   COMMERCIAL, false, false",
        "123456789012.dkr-ecr.eu-central-1.amazonaws.com,            eu-central-1,   COMMERCIAL, false, false",
        "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com,      us-gov-west-1,  COMMERCIAL, true,  false",
        "123456789012.dkr-ecr-fips.us-east-1.on.aws,                 us-east-1,      COMMERCIAL, true,  true",
        "123456789012.dkr-ecr.us-east-1.on.aws,                      us-east-1,      COMMERCIAL, false, true",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn,           cn-north-1,     CHINA,      false, false",
        "123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn, cn-north-1,    CHINA,      false, true",
        "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu,           eusc-de-east-1, EUROPE,     false, false",
        "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov,              us-iso-east-1,  ISO,        false, false",
        "123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov,          us-isob-east-1, ISO_B,      false, false",
        "123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk,         eu-isoe-west-1, ISO_E,      false, false",
        "123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov,        us-isof-south-1, ISO_F,     false, false",
    })
    void every_private_registry_of_ecr_is_known(
            String host, String region, AwsPartition partition, boolean fips, boolean dualStack) {
        assertThat(registry(host))
                .contains(new CloudRegistry.Ecr(host, "123456789012", region, partition, fips, dualStack));
    }

    @ParameterizedTest
    @CsvSource({
        "public.ecr.aws,                      ecr",
        "ecr-public.aws.com,                  ecr",
        "gcr.io,                              gcr",
        "us.gcr.io,                           gcr",
        "europe-west4-docker.pkg.dev,         gcr",
        "us-docker.pkg.dev,                   gcr",
        "docker.europe-west3.rep.pkg.dev,     gcr",
        "myteam.azurecr.io,                   acr",
        "myteam-a1b2c3d4.azurecr.io,          acr",
        "myteam.azurecr.cn,                   acr",
        "myteam.azurecr.us,                   acr",
        "myteam.azurecr.de,                   acr",
    })
    void the_other_clouds_are_known(String host, String cloud) {
        assertThat(registry(host).map(CloudRegistry::cloud))
                .contains(Cloud.named(cloud).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                "https://123456789012.DKR.ECR.eu-central-1.amazonaws.com:443/v2/",
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/app",
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com.",
            })
    void every_spelling_of_an_address_is_known(String address) {
        assertThat(registry(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com.evil.example",
                "evil.example/123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                "x.123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                "123456789012.dkr.ecr.eu.central.1.amazonaws.com",
                "12345678901.dkr.ecr.eu-central-1.amazonaws.com",
                "1234567890123.dkr.ecr.eu-central-1.amazonaws.com",
                "123456789012.dkr.ecr.-eu.amazonaws.com",
                "123456789012.dkr.ecr.amazonaws.com",
                "123456789012.dkr.ecrx.eu-central-1.amazonaws.com",
                "123456789012.dkr-ecr.fips.eu-central-1.amazonaws.com",
                "123456789012.dkr.ecr.eu-central-1.on.aws.com.cn",
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com:5000",
                "http://123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                "123456789012.dkr.ecr.eu-central-1.amazonawś.com",
                "123456789012.dkr.ecr.eu-central-1.amazonaws。com.evil.example",
                "amazonaws.com",
                "x.public.ecr.aws",
                "public.ecr.aws.evil.example",
                "evilgcr.io",
                "x.gcr.io",
                "gcr.io.evil.example",
                "-docker.pkg.dev",
                "x.europe-west4-docker.pkg.dev",
                "docker..rep.pkg.dev",
                "docker.rep.pkg.dev",
                "europe-west4-docker.pkg.dev.evil.example",
                "pkg.dev",
                "x.azurecr.io.evil.example",
                "myteam.eastus.data.azurecr.io",
                "abcd.azurecr.io",
                "azurecr.io",
                "mcr.microsoft.com",
                "docker.io",
                "localhost",
                "[::1]",
            })
    void a_look_alike_is_no_registry_of_a_cloud(String address) {
        Optional<CloudRegistry> registry;
        try {
            registry = registry(address);
        } catch (InvalidServerAddressException notEvenAnAddress) {
            return;
        }
        assertThat(registry).isEmpty();
    }

    @Test
    void a_user_name_in_front_of_the_host_is_refused() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> registry("https://123456789012.dkr.ecr.eu-west-1.amazonaws.com@evil.example"))
                .isInstanceOf(InvalidServerAddressException.class);
    }

    @Property
    void nothing_after_a_known_host_is_tolerated(
            @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 1, max = 8) String more) {
        for (String host : new String[] {
            "123456789012.dkr.ecr.eu-central-1.amazonaws.com", "gcr.io", "us-docker.pkg.dev", "myteam.azurecr.io"
        }) {
            assertThat(registry(host + "." + more + ".example")).isEmpty();
            assertThat(registry(host + more)).isEmpty();
        }
    }

    private static Optional<CloudRegistry> registry(String address) {
        return CloudRegistry.of(ServerAddress.parse(address));
    }
}
