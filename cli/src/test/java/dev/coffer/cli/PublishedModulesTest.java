package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What is published, and how it is described there. */
class PublishedModulesTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void the_bill_of_materials_lists_every_published_module_and_no_more() throws Exception {
        List<String> published = new ArrayList<>();
        for (String module : texts(child(root(), "modules").orElseThrow(), "module")) {
            Element pom = pom(ROOT.resolve(module));
            if (!module.equals("bom") && isPublished(pom)) {
                published.add("dev.coffer:" + text(pom, "artifactId") + ":${project.version}");
            }
        }
        List<String> listed = new ArrayList<>();
        Element managed = child(child(bom(), "dependencyManagement").orElseThrow(), "dependencies")
                .orElseThrow();
        for (Element dependency : children(managed, "dependency")) {
            listed.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId") + ":"
                    + text(dependency, "version"));
        }
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(published)
                .contains("dev.coffer:coffer:${project.version}");
    }

    /** It has no parent, so that whoever imports it gets no versions of other people's libraries. */
    @Test
    void the_bill_of_materials_stands_alone_and_says_the_same_as_the_parent() throws Exception {
        assertThat(child(bom(), "parent")).isEmpty();
        for (String name : List.of("groupId", "version", "url", "inceptionYear", "licenses", "developers", "scm")) {
            assertThat(text(bom(), name)).as(name).isEqualTo(text(root(), name));
        }
    }

    @Test
    void every_module_has_a_name_and_a_description() throws Exception {
        for (String module : texts(child(root(), "modules").orElseThrow(), "module")) {
            Element pom = pom(ROOT.resolve(module));
            assertThat(text(pom, "name")).as(module).isEqualTo("Coffer :: " + module);
            assertThat(text(pom, "description")).as(module).isNotBlank();
        }
    }

    private static boolean isPublished(Element pom) {
        return child(pom, "properties")
                .flatMap(properties -> child(properties, "maven.deploy.skip"))
                .isEmpty();
    }

    private static Element root() throws Exception {
        return pom(ROOT);
    }

    private static Element bom() throws Exception {
        return pom(ROOT.resolve("bom"));
    }

    private static Element pom(Path folder) throws Exception {
        Path file = folder.resolve("pom.xml");
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (IOException e) {
            throw new IOException("cannot read " + file.toAbsolutePath(), e);
        }
    }

    private static String text(Element element, String name) {
        return child(element, name).orElseThrow().getTextContent().strip().replaceAll("\\s+", " ");
    }

    private static List<String> texts(Element element, String name) {
        return children(element, name).stream().map(Node::getTextContent).toList();
    }

    private static Optional<Element> child(Element element, String name) {
        return children(element, name).stream().findFirst();
    }

    private static List<Element> children(Element element, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                found.add(child);
            }
        }
        return found;
    }
}
