package dev.coffer.core.diagnosis;

import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.image.ImageReference;
import dev.coffer.core.Coffer;
import dev.coffer.docker.tools.CredentialPlace;
import dev.coffer.docker.tools.Tool;
import dev.coffer.docker.tools.ToolModel;
import dev.coffer.docker.tools.ToolModels;
import dev.coffer.docker.tools.ToolVersion;
import dev.coffer.docker.tools.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks the models of the tools, and Coffer, for the credential of an image. Helpers are run; registries are not asked. */
public final class ImageDoctor {
    private final Coffer coffer;
    private final World world;
    private final InstalledTools installed;

    /**
     * A doctor for the world given.
     *
     * @param world what the tools find; it remembers what it saw, so that they all find the same
     */
    public ImageDoctor(Coffer coffer, World world, InstalledTools installed) {
        this.coffer = coffer;
        this.world = world;
        this.installed = installed;
    }

    /**
     * Diagnoses for the tools asked about, installed or not; when none is named, for those that are installed and for the
     * libraries, which may be part of any Java program.
     */
    public Diagnosis diagnose(ImageReference image, Set<Tool> asked) {
        List<ToolDiagnosis> tools = new ArrayList<>();
        List<Tool> missing = new ArrayList<>();
        for (Tool tool : Tool.values()) {
            if (!asked.isEmpty() && !asked.contains(tool)) {
                continue;
            }
            Optional<Installation> installation = installed.find(tool);
            if (installation.isPresent() || asked.contains(tool) || InstalledTools.isLibrary(tool)) {
                tools.add(ask(tool, installation.flatMap(Installation::version), image));
            } else {
                missing.add(tool);
            }
        }
        ServerAddress server = ServerAddress.parse(image.repository());
        return new Diagnosis(image, coffer.explain(Request.of(server)), compared(image, tools), missing);
    }

    private ToolDiagnosis ask(Tool tool, Optional<ToolVersion> version, ImageReference image) {
        ToolModel model = ToolModels.of(tool, version);
        return new ToolDiagnosis(tool, version, model, model.ask(image, world), List.of());
    }

    /** The same with what each leaves to others. */
    private List<ToolDiagnosis> compared(ImageReference image, List<ToolDiagnosis> tools) {
        Set<CredentialPlace> places =
                PassedOver.places(tools.stream().map(ToolDiagnosis::answer).toList());
        PassedOver passedOver = new PassedOver(image, world);
        List<ToolDiagnosis> compared = new ArrayList<>();
        for (ToolDiagnosis tool : tools) {
            compared.add(new ToolDiagnosis(
                    tool.tool(),
                    tool.version(),
                    tool.model(),
                    tool.answer(),
                    passedOver.of(tool.model(), tool.answer(), places)));
        }
        return compared;
    }
}
