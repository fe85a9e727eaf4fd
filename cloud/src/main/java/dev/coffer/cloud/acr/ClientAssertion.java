package dev.coffer.cloud.acr;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import dev.coffer.api.Kind;
import dev.coffer.platform.http.ClientKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A statement signed with a certificate's key in place of a secret (RFC 7523), in the form that Entra documents under
 * "certificate credentials": PS256, and the certificate's SHA-256 fingerprint in {@code x5t#S256}.
 */
final class ClientAssertion {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int SALT_BYTES = 32;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final ClientKey key;
    private final boolean sendChain;

    /**
     * Makes one.
     *
     * @param sendChain true to send the certificates along, for tenants that trust an issuer and a name
     */
    ClientAssertion(ClientKey key, boolean sendChain) {
        this.key = key;
        this.sendChain = sendChain;
    }

    /** The fields of a form that show an assertion, ours or somebody else's. */
    static Form form(String assertion) {
        return new Form().add("client_assertion_type", TYPE).add("client_assertion", assertion);
    }

    String sign(String client, URI endpoint, Instant now) throws RefusedException {
        try {
            JsonObject claims = new JsonObject();
            claims.put("aud", endpoint.toString());
            claims.put("iss", client);
            claims.put("sub", client);
            claims.put("jti", UUID.randomUUID().toString());
            claims.put("nbf", now.getEpochSecond());
            claims.put("iat", now.getEpochSecond());
            claims.put("exp", now.plus(LIFE).getEpochSecond());
            String signed = encoded(header()) + "." + encoded(claims);
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec(
                    "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT_BYTES, PSSParameterSpec.TRAILER_FIELD_BC));
            signature.initSign(key.key());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException unusable) {
            throw new RefusedException(
                    Kind.DAMAGED,
                    "the key of the client certificate cannot sign (RSASSA-PSS with SHA-256)",
                    "make a certificate with an RSA key of 2048 bits or more");
        }
    }

    private JsonObject header() throws GeneralSecurityException {
        JsonObject header = new JsonObject();
        header.put("alg", "PS256");
        header.put("typ", "JWT");
        byte[] certificate = key.chain().getFirst().getEncoded();
        header.put(
                "x5t#S256",
                BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate)));
        if (sendChain) {
            JsonArray chain = new JsonArray();
            for (X509Certificate link : key.chain()) {
                chain.add(Base64.getEncoder().encodeToString(link.getEncoded()));
            }
            header.put("x5c", chain);
        }
        return header;
    }

    private static String encoded(JsonObject json) {
        return BASE64URL.encodeToString(JsonWriter.string(json).getBytes(StandardCharsets.UTF_8));
    }
}
