// Keeps the secret myapp/prod/db and gives it back. Run it by the script beside it; see README.md.

import dev.coffer.api.Secret;
import dev.coffer.api.SecretId;
import dev.coffer.core.Coffer;

void main(String[] args) throws Exception {
    var secrets = Coffer.open().keystore().secrets();
    var id = new SecretId("myapp/prod/db");
    if (args[0].equals("put")) {
        secrets.put(id, Secret.owning(System.in.readAllBytes()), Map.of("owner", "alice"));
    } else {
        var stored = secrets.get(id).orElseThrow();
        System.out.write(stored.secret().copyBytes());
    }
}
