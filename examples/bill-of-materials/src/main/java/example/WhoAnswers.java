package example;

import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.Coffer;

/** Says whether there is a login for a registry, and why not. */
final class WhoAnswers {
    private WhoAnswers() {}

    public static void main(String[] servers) throws Exception {
        Coffer coffer = Coffer.open();
        for (String server : servers) {
            IO.println(server + ": " + switch (coffer.get(Request.of(ServerAddress.parse(server)))) {
                case Lookup.Found found -> "a login of " + found.credential().username();
                case Lookup.Absent absent -> "none, " + absent.why();
                case Lookup.Unavailable unavailable -> unavailable.why() + "; " + unavailable.whatToDo();
            });
        }
    }
}
