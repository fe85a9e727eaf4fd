package dev.coffer.comparison.peer;

import land.oras.ContainerRef;
import land.oras.auth.AuthStore;

/** The store that every registry of the library has unless it is given another. */
final class OrasPeer implements Peer {
    @Override
    public Sent ask(String image) {
        AuthStore.Credential credential = AuthStore.newStore().get(ContainerRef.parse(image));
        return credential == null ? Sent.ANONYMOUS : Sent.of(credential.username(), credential.password());
    }
}
