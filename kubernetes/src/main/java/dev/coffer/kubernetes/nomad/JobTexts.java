package dev.coffer.kubernetes.nomad;

import dev.coffer.platform.terminal.Printable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds every text in a job, HCL or JSON, with the names around it. It follows blocks, objects and lists, and passes over
 * the rest of an expression: what {@code var.x} or a function gives is not known here.
 */
final class JobTexts {
    private static final int MAX_LEVELS = 200;

    private final List<Token> tokens;
    private final Deque<String> path = new ArrayDeque<>();
    private final List<JobText> found = new ArrayList<>();
    private int at;
    private int level;

    private JobTexts(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @throws MalformedJobException when it is neither HCL nor JSON */
    static List<JobText> find(String job) {
        JobTexts texts = new JobTexts(HclScanner.scan(job));
        texts.file();
        return texts.found;
    }

    private void file() {
        skipNewlines();
        if (peek().isSymbol("{")) {
            object();
            skipNewlines();
        } else {
            body();
        }
        // A body ends before a closing bracket, and JSON has nothing behind its object.
        if (peek().kind() != Token.Kind.END) {
            throw new MalformedJobException(
                    peek().line(), "something stands behind the end, such as a closing bracket without an opening one");
        }
    }

    /** Attributes and blocks up to a closing bracket or the end; both are left standing. */
    private void body() {
        while (!atEndOfBody()) {
            Token token = peek();
            if (token.kind() == Token.Kind.NAME || token.isText() || token.kind() == Token.Kind.NUMBER) {
                member();
            } else if (token.isSymbol("(")) {
                // The name of an attribute that is itself an expression.
                expression("");
            } else if (token.kind() == Token.Kind.NEWLINE || token.isSymbol(",")) {
                at++;
            } else {
                throw new MalformedJobException(
                        token.line(), Printable.escape(token.text()) + " stands where a name is expected");
            }
        }
    }

    private void member() {
        String name = take().text();
        List<String> labels = new ArrayList<>(List.of(name));
        while (peek().kind() == Token.Kind.NAME || peek().isText()) {
            labels.add(take().text());
        }
        if (peek().isSymbol("=") || peek().isSymbol(":")) {
            at++;
            skipNewlines();
            value(labels.getLast());
        } else if (peek().isSymbol("{")) {
            labels.forEach(path::addLast);
            object();
            labels.forEach(label -> path.removeLast());
        }
    }

    private void value(String name) {
        Token token = peek();
        if (token.isText() && isEndOfValue(tokens.get(at + 1))) {
            found.add(new JobText(List.copyOf(path), name, take()));
        } else if (token.isSymbol("{")) {
            path.addLast(name);
            object();
            path.removeLast();
            expression(name);
        } else if (token.isSymbol("[")) {
            list(name);
            expression(name);
        } else {
            expression(name);
        }
    }

    /** Behind a text: an operator makes it a part of an expression, anything else is the end of the value. */
    private static boolean isEndOfValue(Token next) {
        return next.kind() != Token.Kind.SYMBOL
                || next.isSymbol(",")
                || next.isSymbol("}")
                || next.isSymbol("]")
                || next.isSymbol(")");
    }

    private void object() {
        Token open = enter();
        body();
        leave(open, "}");
    }

    private void list(String name) {
        Token open = enter();
        while (!atEndOfBody()) {
            if (peek().kind() == Token.Kind.NEWLINE || peek().isSymbol(",")) {
                at++;
            } else {
                value(name);
            }
        }
        leave(open, "]");
    }

    /** Passes over an expression to the end of its line, or to a comma or closing bracket that is not its own. */
    private void expression(String name) {
        while (!atEndOfBody() && !peek().isSymbol(",") && peek().kind() != Token.Kind.NEWLINE) {
            if (peek().isText()) {
                found.add(new JobText(List.copyOf(path), "", take()));
            } else if (peek().isSymbol("{")) {
                path.addLast(name);
                object();
                path.removeLast();
            } else if (peek().isSymbol("[") || peek().isSymbol("(")) {
                arguments(name);
            } else {
                at++;
            }
        }
    }

    private void arguments(String name) {
        Token open = enter();
        while (!atEndOfBody()) {
            if (peek().kind() == Token.Kind.NEWLINE || peek().isSymbol(",")) {
                at++;
            } else {
                expression(name);
            }
        }
        leave(open, open.isSymbol("(") ? ")" : "]");
    }

    private Token enter() {
        if (++level > MAX_LEVELS) {
            throw new MalformedJobException(peek().line(), "brackets are nested too deep");
        }
        return take();
    }

    private void leave(Token open, String close) {
        level--;
        if (!peek().isSymbol(close)) {
            throw new MalformedJobException(
                    open.line(), "the bracket " + open.text() + " has no " + close + " that closes it");
        }
        at++;
    }

    private boolean atEndOfBody() {
        Token token = peek();
        return token.kind() == Token.Kind.END || token.isSymbol("}") || token.isSymbol("]") || token.isSymbol(")");
    }

    private void skipNewlines() {
        while (peek().kind() == Token.Kind.NEWLINE) {
            at++;
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        return tokens.get(at++);
    }
}
