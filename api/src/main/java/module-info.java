/** The words of Coffer as types: what a credential, a server address, a source and a store are. Depends on nothing. */
@org.jspecify.annotations.NullMarked
module dev.coffer.api {
    requires static org.jspecify;

    exports dev.coffer.api;
    exports dev.coffer.api.cloud;
    exports dev.coffer.api.image;
}
