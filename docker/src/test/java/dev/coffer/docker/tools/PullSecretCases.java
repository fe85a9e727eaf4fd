package dev.coffer.docker.tools;

import dev.coffer.api.image.ImageReference;
import dev.coffer.docker.tools.AuthFileCases.Case;
import dev.coffer.docker.tools.AuthFileCases.Lying;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The cases of pull secrets: all secrets of a pod in one keyring, which the kubelet and go-containerregistry share. */
final class PullSecretCases {
    private PullSecretCases() {}

    static ToolAnswer ask(Case each) {
        List<ConfigDocument> secrets = new ArrayList<>();
        each.place().forEach((name, lying) -> {
            Parsed parsed = ParsedFiles.parse(((Lying.Text) lying).text(), true);
            secrets.add(GoConfig.decode(
                            ((Parsed.Json) parsed).value(), new Holder.InFile(Path.of(name)), GoConfig.Shape.CONTAINERS)
                    .document());
        });
        KubeletKeyring keyring = KubeletKeyring.of(secrets);
        RuledModel model = new RuledModel(
                Tool.KUBELET,
                VersionRange.all(),
                new Evidence.FromSource(each.client()),
                KubeletFiles::keys,
                inquiry -> List.of((asking, now) -> KubeletFiles.ask(keyring, asking, now)),
                Sends::anything);
        return model.ask(target(each.key()), new MapWorld());
    }

    /** A short name is one of Docker Hub, which go-containerregistry writes {@code index.docker.io}. */
    private static Target target(String key) {
        int slash = key.indexOf('/');
        if (KeyHosts.beforeSlash(key).indexOf('.') >= 0) {
            return slash < 0 ? new Target(key, "") : new Target(key.substring(0, slash), key.substring(slash + 1));
        }
        return new Target(Hub.INDEX_HOST, ImageReference.parse(key).path());
    }
}
