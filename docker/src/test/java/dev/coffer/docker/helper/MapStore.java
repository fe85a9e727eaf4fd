package dev.coffer.docker.helper;

import dev.coffer.api.Credential;
import dev.coffer.api.CredentialStore;
import dev.coffer.api.Entry;
import dev.coffer.api.Lookup;
import dev.coffer.api.Origin;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps credentials as long as the test lives; while it has a failure, that is its answer to everything. */
final class MapStore implements CredentialStore {
    private final Map<ServerAddress, Credential> credentials = new LinkedHashMap<>();
    private Optional<Lookup.Unavailable> failure = Optional.empty();

    void failWith(Lookup.Unavailable unavailable) {
        failure = Optional.of(unavailable);
    }

    @Override
    public String name() {
        return "map";
    }

    @Override
    public Lookup get(Request request) {
        if (failure.isPresent()) {
            return failure.get();
        }
        return Optional.ofNullable(credentials.get(request.server()))
                .<Lookup>map(found -> new Lookup.Found(
                        found, new Origin(name(), request.server().spelling())))
                .orElseGet(() -> new Lookup.Absent("the map has nothing for " + request.server()));
    }

    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        check();
        credentials.remove(server);
        credentials.put(server, credential);
    }

    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        check();
        return credentials.remove(server) != null;
    }

    @Override
    public List<Entry> list() throws StoreException {
        check();
        List<Entry> entries = new ArrayList<>();
        credentials.forEach((server, credential) ->
                entries.add(new Entry(server.spelling(), credential.username(), credential.expires())));
        return entries;
    }

    private void check() throws StoreException {
        if (failure.isPresent()) {
            throw failure.get().asException();
        }
    }
}
