#include "tickets/cli/options.h"

#include <CLI/CLI.hpp>

#include "tickets/cli/commands.h"
#include "tickets/people.h"

namespace lotse::tickets::cli {

namespace {

using Command = int (*)(const Context&);

struct Globals {
    std::string db;
    std::string lang = Voice::locale_of_environment();
    std::vector<std::string> own_contacts;
};

/// The grammar: what may be typed, where it goes, and which command it means.
class Grammar {
  public:
    Grammar(Globals& globals, Arguments& typed) : typed_(typed) {
        app_.description("Tickets, people and history of Lotse, on the command line.");
        app_.footer("Exit codes: 0 done, 1 refused, 2 wrong command line, 3 trouble with files or "
                    "the database.");
        app_.require_subcommand(1);
        app_.fallthrough();
        app_.add_option("--db", globals.db,
                        "The ticket database: an SQLite file, or postgresql://user@host/name")
            ->envname("LOTSE_TICKETS_DB")
            ->take_last()
            ->required();
        app_.add_option("--lang", globals.lang, "Language of the output: de or en (default: LANG)")
            ->take_last();
        app_.add_option("--as", typed.as,
                        "Act as the person with this e-mail address, with their permissions");
        app_.add_option("--own-contact", globals.own_contacts,
                        "A phone number or address of the help desk itself, never redacted")
            ->envname("LOTSE_OWN_CONTACTS")
            ->delimiter(',');
        add_people();
        add_reading();
        add_work();
        add_solving();
        add_upkeep();
    }

    CLI::App& app() { return app_; }
    Command command() const { return command_; }
    /// The one that finds no database, but makes it.
    bool restoring() const { return restore_->parsed(); }

  private:
    CLI::App* add(CLI::App& parent, const char* name, const char* what, Command wanted) {
        CLI::App* sub = parent.add_subcommand(name, what);
        sub->callback([this, wanted] { command_ = wanted; });
        return sub;
    }
    CLI::App* add_on_ticket(const char* name, const char* what, Command wanted) {
        CLI::App* sub = add(app_, name, what, wanted);
        sub->add_option("number", typed_.number, "The ticket's number")->required();
        return sub;
    }

    void add_people() {
        CLI::App* people = app_.add_subcommand("people", "People with an account");
        people->require_subcommand(1);
        CLI::App* one = add(*people, "add", "Add a person", people_add);
        one->add_option("--name", typed_.name, "Name as colleagues and customers see it")
            ->required();
        one->add_option("--email", typed_.email, "E-mail address, to sign in with")->required();
        one->add_option("--role", typed_.roles, "customer, agent, editor or admin; may be repeated")
            ->required();
        one->add_option("--level", typed_.level, "Level of an agent: 1, 2 or 3");
        one->add_option("--team", typed_.team, "Expert team of an agent at level 3");
        one->add_flag("--password-stdin", typed_.password_stdin,
                      "Read the password from standard input");
        add(*people, "list", "List people", people_list);
        CLI::App* issue = add(app_, "token", "Issue an API token for a person", token);
        issue->add_option("email", typed_.email, "Whose token")->required();
        issue->add_option("--days", typed_.days, "Days until it expires")
            ->capture_default_str()
            ->check(CLI::Range(1, 3650));
        issue->add_option("--label", typed_.label, "What it is for");
    }

    void add_reading() {
        CLI::App* all = add(app_, "list", "List tickets, newest first", list);
        all->add_option("--state", typed_.states, "Only this state; may be repeated");
        all->add_option("--level", typed_.level, "Only this level");
        all->add_option("--assignee", typed_.assignee, "Only tickets of this agent (e-mail)");
        all->add_option("--kind", typed_.kind, "request or gap");
        all->add_option("--category", typed_.category, "Only this category");
        CLI::App* one =
            add_on_ticket("show", "Show a ticket with messages, trail, replays, history", show);
        CLI::App* some = add(app_, "gaps", "List what searches could not answer", gaps);
        for (CLI::App* sub : {all, some})
            sub->add_option("--limit", typed_.limit, "At most so many")
                ->capture_default_str()
                ->check(CLI::Range(1, 500));
        for (CLI::App* sub : {all, one, some})
            sub->add_flag("--json", typed_.json, "As JSON");
    }

    void add_work() {
        CLI::App* fresh = add(app_, "create", "Write down what a customer asks", create);
        fresh->add_option("text", typed_.text, "The customer's words; - reads standard input")
            ->required();
        fresh->add_option("--subject", typed_.draft.subject, "In a few words")->required();
        fresh->add_option("--lang", typed_.draft.lang, "The customer's language: de or en")
            ->capture_default_str();
        fresh->add_option("--category", typed_.draft.category, "Category");
        fresh->add_option("--channel", typed_.channel, "How they reached us")
            ->capture_default_str();
        fresh->add_option("--priority", typed_.priority, "low, normal, high or urgent")
            ->capture_default_str();
        fresh->add_option("--name", typed_.draft.contact.name, "The customer's name");
        fresh->add_option("--email", typed_.draft.contact.email, "The customer's e-mail address");
        fresh->add_option("--phone", typed_.draft.contact.phone, "The customer's phone number");

        CLI::App* whose = add_on_ticket("assign", "Give a ticket to an agent", assign);
        auto* email = whose->add_option("email", typed_.assignee, "The agent's e-mail address");
        auto* nobody = whose->add_flag("--nobody", typed_.nobody, "Take it from its agent");
        email->excludes(nobody);
        CLI::App* up = add_on_ticket("level", "Hand a ticket over to another level", cli::move);
        up->add_option("--to", typed_.level, "1, 2 or 3")->required();
        up->add_option("--reason", typed_.reason, "Why; the next one starts from it")->required();
        up->add_option("--team", typed_.team, "Expert team at level 3");
        for (CLI::App* sub : {add_on_ticket("note", "Add an internal note", note),
                              add_on_ticket("reply", "Answer the customer", reply)})
            sub->add_option("text", typed_.text, "The text; - reads standard input")->required();
    }

    void add_solving() {
        CLI::App* solve = add_on_ticket(
            "resolve", "Solve a ticket: with an article, a solution for others, or neither",
            resolve);
        solve->add_option("--lang", typed_.solution_lang, "Language of the shared solution");
        solve->add_option("--text", typed_.text, "What was done, for colleagues");
        auto* title = solve->add_option("--solution-title", typed_.title, "Its title");
        auto* how = solve->add_option_group("how");
        how->add_option("--article", typed_.article, "Id of the article that helped");
        auto* shared = how->add_option("--solution", typed_.solution,
                                       "A solution written for other customers");
        how->add_option("--no-knowledge", typed_.no_knowledge, "Why nobody else can use this");
        solve->add_option("--cause", typed_.cause,
                          "With --no-knowledge: one_off, outage, done, opinion, duplicate, "
                          "not_ours, spam or other");
        how->require_option(1);
        shared->needs(title);
        CLI::App* again =
            add_on_ticket("reopen", "Work on a solved or closed ticket again", reopen);
        again->add_option("--reason", typed_.reason, "Why");
        add_on_ticket("close", "Close a ticket", cli::close);
        CLI::App* written = add_on_ticket(
            "draft", "What a ticket could be written down as: redacted Markdown", cli::draft);
        written->add_flag("--json", typed_.json, "As JSON");
    }

    void add_upkeep() {
        CLI::App* take = add(app_, "import", "Take over tickets from JSON lines", import);
        take->add_option("files", typed_.files, "Files, one ticket a line")->required();
        CLI::App* handed = add(app_, "export", "All we know of a person, as JSON", export_data);
        handed->add_option("--out", typed_.out, "Write it to this file instead");
        CLI::App* gone = add(app_, "erase", "Forget a person; tickets and figures stay", erase);
        gone->add_flag("--yes", typed_.sure, "This cannot be taken back")->required();
        for (CLI::App* sub : {handed, gone})
            sub->add_option("person", typed_.who, "E-mail address, or an account's number")
                ->required();
        CLI::App* audit = app_.add_subcommand("audit", "The history of all changes");
        audit->require_subcommand(1);
        add(*audit, "verify", "Check that no row was edited, deleted or moved", audit_verify);
        CLI::App* save =
            add(app_, "backup", "Copy the database while others go on writing", backup);
        save->add_option("file", typed_.file, "A file that is not there yet")->required();
        restore_ = app_.add_subcommand("restore", "Make the database that --db names of a backup");
        restore_->add_option("file", typed_.file, "The backup")->required();
    }

    CLI::App app_;
    Arguments& typed_;
    Command command_ = nullptr;
    CLI::App* restore_ = nullptr;
};

int run_on_database(const Globals& globals, const Arguments& typed, const Streams& streams,
                    Command command) {
    const SystemClock clock;
    SystemRandom random;
    DatabaseOptions options = database_at(globals.db);
    options.own_contacts = globals.own_contacts;
    auto database = Database::open(std::move(options), clock, random);
    if (!database)
        return failed_with(streams, database.error());
    Actor actor = Actor::program("lotse-tickets");
    if (!typed.as.empty()) {
        auto person = PeopleStore(**database).find_by_email(typed.as);
        if (!person)
            return failed_with(streams, person.error());
        actor = actor_of(*person);
    }
    const Voice voice(globals.lang);
    return command({**database, voice, streams, typed, actor});
}

} // namespace

int run(int argc, const char* const* argv, const Streams& streams) {
    Globals globals;
    Arguments typed;
    Grammar grammar(globals, typed);
    try {
        grammar.app().parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return grammar.app().exit(error, streams.out, streams.err) == 0 ? exit_ok : exit_usage;
    }
    if (grammar.restoring())
        return restore_backup(globals.db, typed.file, Voice(globals.lang), streams);
    return run_on_database(globals, typed, streams, grammar.command());
}

} // namespace lotse::tickets::cli
