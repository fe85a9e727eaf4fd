/** What clusters speak: the kubelet's plugin protocol and matching, pull secrets, provider configuration, Nomad. */
@org.jspecify.annotations.NullMarked
module dev.coffer.kubernetes {
    requires static org.jspecify;
    requires transitive dev.coffer.api;
    requires dev.coffer.platform;
    requires com.grack.nanojson;
    requires org.snakeyaml.engine;

    exports dev.coffer.kubernetes.kubelet;
    exports dev.coffer.kubernetes.matching;
    exports dev.coffer.kubernetes.nomad;
    exports dev.coffer.kubernetes.providers;
    exports dev.coffer.kubernetes.secrets;
}
