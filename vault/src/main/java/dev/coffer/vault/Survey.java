package dev.coffer.vault;

import java.util.ArrayList;
import java.util.List;

/**
 * What lies in the vault.
 *
 * @param items every entry that could be read
 * @param problems every file that could not, in the order of their names
 */
record Survey(List<Item> items, List<Vault.Problem> problems) {
    /** An entry: the name of its file, what that looked like, and what it says. */
    record Item(String fileName, FileStamp stamp, Label label) {}

    /** A vault that has not been made holds nothing. */
    static Survey nothing() {
        return new Survey(List.of(), List.of());
    }

    List<Label> labels(EntryKind kind) {
        List<Label> labels = new ArrayList<>();
        for (Item item : items) {
            if (item.label().kind() == kind) {
                labels.add(item.label());
            }
        }
        return labels;
    }
}
