package io.xiangyin.server.cli;

import io.xiangyin.core.StorageException;
import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.knowledge.KnowledgeException;
import io.xiangyin.server.XiangyinServer;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Mistakes of people are told in a sentence; a stack trace means a mistake of ours. */
@Command(
        name = "xiangyin",
        mixinStandardHelpOptions = true,
        version = "xiangyin " + XiangyinServer.VERSION,
        description = "A customer-service bot for Chinese e-commerce, in one process.",
        subcommands = {
            ServeCommand.class,
            ReportCommand.class,
            EventsCommand.class,
            EventsCommand.Rebuild.class,
            DemoDataCommand.class,
            SearchCommand.class,
            UnderstandCommand.class,
            TrainCheckCommand.class,
            CorrectionsCommand.class,
            StaffCommand.class,
            TestCommand.class,
            SimulateCommand.class,
            ScorecardCommand.class,
            QualityCommand.class,
            DoctorCommand.class,
            MaskCommand.class,
            EvaluateLlmCommand.class,
            JudgeCommand.class,
            RehearseCommand.class
        })
public final class Main {
    /** Lucene advises at every start to add a module that speeds up vectors; there are none to speed up here. Held, or it is forgotten. */
    private static final Logger LUCENE_ADVICE = Logger.getLogger("org.apache.lucene.internal.vectorization");

    private Main() {}

    public static void main(String[] arguments) {
        LUCENE_ADVICE.setLevel(Level.SEVERE);
        int code = commandLine().execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, _) -> {
            if (isPlain(failure)) {
                command.getErr().println(failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr());
            }
            return 1;
        });
        return line;
    }

    private static boolean isPlain(Exception failure) {
        return failure instanceof DefinitionException
                || failure instanceof KnowledgeException
                || failure instanceof StorageException
                || failure instanceof IOException
                || failure instanceof IllegalArgumentException;
    }
}
