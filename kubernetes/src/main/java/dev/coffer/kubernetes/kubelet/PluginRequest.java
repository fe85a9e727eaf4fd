package dev.coffer.kubernetes.kubelet;

import com.grack.nanojson.JsonObject;
import dev.coffer.api.Secret;
import dev.coffer.api.image.ImageReference;
import dev.coffer.api.image.InvalidImageReferenceException;
import dev.coffer.platform.terminal.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kubelet asks: {@code CredentialProviderRequest} of the group {@code credentialprovider.kubelet.k8s.io}.
 *
 * <p>A field that the version does not know is no error: Kubernetes adds fields to {@code v1} (the service account came
 * in 1.33), the reference plugins ignore what they do not know, and a plugin that refused would stop every pull of a node
 * the day its kubelet is updated. The names are kept, so that the program can tell them on standard error. The known
 * fields must be of their types.
 *
 * @param image the image, which the kubelet sends completed and without tag and digest
 * @param serviceAccountToken the token of the pod's service account, if the configuration asks for one; never empty
 * @param serviceAccountAnnotations the annotations of the account that the configuration names
 * @param unknownFields names of fields that the version does not have, control characters escaped
 */
public record PluginRequest(
        PluginVersion version,
        ImageReference image,
        Optional<Secret> serviceAccountToken,
        Map<String, String> serviceAccountAnnotations,
        List<String> unknownFields) {
    /** The longest request, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    static final String KIND = "CredentialProviderRequest";

    private static final int MAX_QUOTED = 100;

    public PluginRequest {
        serviceAccountAnnotations = Map.copyOf(serviceAccountAnnotations);
        unknownFields = List.copyOf(unknownFields);
    }

    /**
     * Whether the input is meant as a request of the kubelet, and not as a server address or a credential in Docker's
     * protocol: a JSON object with the kind of a request or an {@code apiVersion} of its group among its own members. A
     * scan of the bytes, which need not be complete.
     */
    public static boolean isLikely(byte[] input) {
        return new MemberScan(input).isRequest();
    }

    /**
     * Reads a request. The bytes stay as they are; who wants the token wiped wipes them.
     *
     * @throws InvalidPluginRequestException when it is longer than {@value #MAX_BYTES} bytes, no JSON object, of another
     *     kind or version, or its image is not a valid reference
     */
    public static PluginRequest read(byte[] input) throws InvalidPluginRequestException {
        if (input.length > MAX_BYTES) {
            throw new InvalidPluginRequestException("the request is longer than " + MAX_BYTES + " bytes");
        }
        JsonObject object = RequestJson.object(input);
        String kind = text(object, "kind");
        if (!kind.equals(KIND)) {
            throw new InvalidPluginRequestException("the request's kind is " + quote(kind) + ", not " + KIND);
        }
        String apiVersion = text(object, "apiVersion");
        Optional<PluginVersion> version = PluginVersion.of(apiVersion);
        if (version.isEmpty()) {
            throw new InvalidPluginRequestException("the request's apiVersion is " + quote(apiVersion) + ", not "
                    + PluginVersion.GROUP + "v1, v1beta1 or v1alpha1");
        }
        ImageReference image;
        try {
            image = ImageReference.parse(text(object, "image"));
        } catch (InvalidImageReferenceException invalid) {
            throw new InvalidPluginRequestException(String.valueOf(invalid.getMessage()));
        }
        if (version.get() != PluginVersion.V1) {
            return new PluginRequest(version.get(), image, Optional.empty(), Map.of(), unknown(object, false));
        }
        String token = text(object, "serviceAccountToken");
        return new PluginRequest(
                version.get(),
                image,
                token.isEmpty() ? Optional.empty() : Optional.of(Secret.ofText(token)),
                annotations(object),
                unknown(object, true));
    }

    /** The field's text; empty when it is missing or null, as Go has it. */
    private static String text(JsonObject object, String name) throws InvalidPluginRequestException {
        if (object.isNull(name) || !object.containsKey(name)) {
            return "";
        }
        if (object.get(name) instanceof String text) {
            return text;
        }
        throw new InvalidPluginRequestException("the request's " + name + " is not text");
    }

    private static Map<String, String> annotations(JsonObject object) throws InvalidPluginRequestException {
        String name = "serviceAccountAnnotations";
        if (object.isNull(name) || !object.containsKey(name)) {
            return Map.of();
        }
        if (!(object.get(name) instanceof JsonObject members)) {
            throw new InvalidPluginRequestException("the request's " + name + " are not an object");
        }
        Map<String, String> annotations = new LinkedHashMap<>();
        for (String key : members.keySet()) {
            annotations.put(key, text(members, key));
        }
        return annotations;
    }

    private static List<String> unknown(JsonObject object, boolean hasServiceAccount) {
        List<String> unknown = new ArrayList<>();
        for (String name : object.keySet()) {
            boolean known =
                    switch (name) {
                        case "kind", "apiVersion", "image" -> true;
                        case "serviceAccountToken", "serviceAccountAnnotations" -> hasServiceAccount;
                        default -> false;
                    };
            if (!known) {
                unknown.add(quote(name));
            }
        }
        return unknown;
    }

    private static String quote(String text) {
        if (text.isEmpty()) {
            return "missing";
        }
        boolean isLong = text.length() > MAX_QUOTED;
        return Printable.escape(isLong ? text.substring(0, MAX_QUOTED) + "..." : text);
    }
}
