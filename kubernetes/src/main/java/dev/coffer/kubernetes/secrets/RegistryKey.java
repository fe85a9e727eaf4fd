package dev.coffer.kubernetes.secrets;

import dev.coffer.api.image.ImageReference;

/**
 * The servers of a docker configuration, as a kubelet compares them with images.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/blob/master/pkg/credentialprovider/keyring.go">keyring.go</a>
 */
final class RegistryKey {
    /** What {@code https://index.docker.io/v1/} becomes; it serves all images of Docker Hub that no other key fits. */
    static final String HUB = "index.docker.io";

    private RegistryKey() {}

    /** The key without the user name and password that may stand before its host, which no message may show. */
    static String withoutUserInfo(String key) {
        int scheme = key.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + "://".length();
        int slash = key.indexOf('/', start);
        int at = key.lastIndexOf('@', slash < 0 ? key.length() : slash);
        return at < start ? key : key.substring(0, start) + key.substring(at + 1);
    }

    /** Whether a kubelet takes the image for one of Docker Hub. It takes {@code localhost/app} for one, too. */
    static boolean isOnHub(String repository) {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? repository : repository.substring(0, slash);
        if (first.isEmpty() || slash < 0) {
            return !first.isEmpty();
        }
        return first.equals(ImageReference.HUB)
                || first.equals(HUB)
                || (first.indexOf('.') < 0 && first.indexOf(':') < 0);
    }

    /** Why a key that does not fit does not: the first difference, for people. */
    static String mismatch(String key, String repository) {
        String keyHost = host(key);
        String imageHost = host(repository);
        String keyPort = port(keyHost);
        String imagePort = port(imageHost);
        String keyName = keyHost.substring(0, keyHost.length() - keyPort.length());
        String imageName = imageHost.substring(0, imageHost.length() - imagePort.length());
        if (isHubHost(keyName) && isHubHost(imageName) && !keyName.equals(imageName)) {
            return "for Docker Hub only docker.io and https://index.docker.io/v1/ fit";
        }
        if (keyName.equals(imageName) && !keyPort.equals(imagePort)) {
            return "the port differs (" + (keyPort.isEmpty() ? "none" : keyPort) + " against "
                    + (imagePort.isEmpty() ? "none" : imagePort) + "), and no port is taken for the default";
        }
        if (keyName.equals(imageName)) {
            return "its path is not how the image's begins";
        }
        if (keyName.equalsIgnoreCase(imageName)) {
            return "hosts are compared with upper and lower case";
        }
        if (keyName.indexOf('*') >= 0 && labels(keyName) != labels(imageName)) {
            return "it has " + labels(keyName) + " labels and the image's host " + labels(imageName)
                    + "; a * stands for one label or a part of one";
        }
        return "another host";
    }

    private static boolean isHubHost(String name) {
        return name.equals("docker.io") || name.endsWith(".docker.io");
    }

    private static String host(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static String port(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? "" : host.substring(colon);
    }

    private static long labels(String name) {
        return name.chars().filter(c -> c == '.').count() + 1;
    }
}
