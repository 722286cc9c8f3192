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
    int min_gap_visitors = DatabaseOptions{}.min_gap_visitors;
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
        app_.add_option("--attachments", typed.attachments,
                        "Folder of the attachments (default: beside the database)")
            ->envname("LOTSE_ATTACHMENTS");
        app_.add_option("--lang", globals.lang, "Language of the output: de or en (default: LANG)")
            ->take_last();
        app_.add_option("--as", typed.as,
                        "Act as the person with this e-mail address, with their permissions");
        app_.add_option("--own-contact", globals.own_contacts,
                        "A phone number or address of the help desk itself, never redacted")
            ->envname("LOTSE_OWN_CONTACTS")
            ->delimiter(',');
        app_.add_option("--min-gap-visitors", globals.min_gap_visitors,
                        "As the daemon's setting: from so many visitors on a gap is a ticket")
            ->envname("LOTSE_MIN_GAP_VISITORS")
            ->capture_default_str()
            ->check(CLI::Range(1, 1000));
        add_people();
        add_reading();
        add_gaps();
        add_report();
        add_work();
        add_levels();
        add_states();
        add_relations();
        add_problems();
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
        one->add_option("--organisation", typed_.organisation,
                        "Firm, school or office of a customer");
        one->add_flag("--password-stdin", typed_.password_stdin,
                      "Read the password from standard input");
        CLI::App* belongs =
            add(*people, "organisation", "Say where a customer belongs", people_organisation);
        belongs->add_option("email", typed_.email, "Whose organisation")->required();
        belongs->add_option("organisation", typed_.organisation, "Its name; left out: none");
        add(*people, "list", "List people", people_list);
        CLI::App* issue = add(app_, "token", "Issue an API token for a person", token);
        issue->add_option("email", typed_.email, "Whose token")->required();
        issue->add_option("--days", typed_.days, "Days until it expires")
            ->capture_default_str()
            ->check(CLI::Range(1, 3650));
        issue->add_option("--label", typed_.label, "What it is for");
    }

    void add_reading() {
        CLI::App* all = add(app_, "list", "List tickets", list);
        all->add_option("--state", typed_.states, "Only this state; may be repeated");
        all->add_option("--level", typed_.level, "Only this level");
        all->add_option("--assignee", typed_.assignee, "Only tickets of this agent (e-mail)");
        all->add_flag("--nobody", typed_.nobody, "Only tickets that nobody has");
        all->add_option("--team", typed_.team, "Only this team");
        all->add_option("--priority", typed_.only_priority, "low, normal, high or urgent");
        all->add_option("--order", typed_.order, "newest, oldest, priority or changed")
            ->capture_default_str();
        all->add_option("--kind", typed_.kind, "request or gap");
        all->add_option("--category", typed_.category, "Only this category");
        all->add_option("--tag", typed_.tag, "Only this tag");
        CLI::App* one =
            add_on_ticket("show", "Show a ticket with messages, trail, replays, history", show);
        add_limit(all);
        for (CLI::App* sub : {all, one})
            sub->add_flag("--json", typed_.json, "As JSON");
    }

    void add_limit(CLI::App* sub) {
        sub->add_option("--limit", typed_.limit, "At most so many")
            ->capture_default_str()
            ->check(CLI::Range(1, 500));
    }

    void add_gaps() {
        GapArguments& typed = typed_.gaps;
        CLI::App* all = app_.add_subcommand("gaps", "List what searches could not answer");
        all->callback([this, all] {
            if (all->get_subcommands().empty())
                command_ = gaps;
        });
        all->add_option("--state", typed.state, "open, answered, ignored, closed or merged");
        all->add_option("--min-visitors", typed.min_visitors, "Asked by at least so many")
            ->capture_default_str();
        add_limit(all);
        const auto one = [&](const char* name, const char* what, Command wanted) {
            CLI::App* sub = add(*all, name, what, wanted);
            sub->add_option("gap", typed.gap, "The gap's number")->required();
            return sub;
        };
        CLI::App* shown = one("show", "Show a gap", gaps_show);
        one("merge", "Make a gap part of another one, for later searches as well", gaps_merge)
            ->add_option("into", typed.into, "The number of the other one")
            ->required();
        CLI::App* part = one("split", "Make a gap of its own from some questions", gaps_split);
        part->add_option("questions", typed.questions, "Questions, as the gap lists them")
            ->required();
        one("ignore", "Let a gap never become a ticket again", gaps_ignore)
            ->add_option("--reason", typed_.reason, "Why")
            ->required();
        one("heed", "Let an ignored gap count again", gaps_heed);
        CLI::App* said = one("tell", "Tell the requesters of an answered gap, once", gaps_tell);
        said->add_option("--de", typed.de, "What is said in German (default: our own words)");
        said->add_option("--en", typed.en, "What is said in English");
        for (CLI::App* sub : {all, shown, part})
            sub->add_flag("--json", typed_.json, "As JSON");
    }

    void add_report() {
        ReportArguments& typed = typed_.report;
        CLI::App* sub = add(app_, "report", "Figures over a period, with their formulas", report);
        sub->add_option("name", typed.name, "One report, or a family of them (default: all)");
        sub->add_option("--from", typed.from,
                        "2026-03-01 or 2026-03-01T08:00:00Z "
                        "(default: thirty days before the end)");
        sub->add_option("--to", typed.to, "The end, not included (default: now)");
        sub->add_option("--by", typed.by, "language, channel, day or week");
        sub->add_option("--format", typed.format, "table, json or csv")
            ->capture_default_str()
            ->check(CLI::IsMember({"table", "json", "csv"}));
        sub->add_flag("--formulas", typed.formulas, "Only the list of reports, as Markdown");
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
        for (CLI::App* sub : {add_on_ticket("note", "Add an internal note", note),
                              add_on_ticket("reply", "Answer the customer", reply)})
            sub->add_option("text", typed_.text, "The text; - reads standard input")->required();
    }

    void add_levels() {
        CLI::App* over = add_on_ticket(
            "level", "Hand over: up with a slip, down with a training note", cli::move);
        over->add_option("--to", typed_.level, "1, 2 or 3")->required();
        over->add_option("--team", typed_.team, "Expert team at level 3");
        LevelArguments& facts = typed_.levels;
        over->add_option("--problem", facts.problem,
                         "Up: the problem (default: the ticket's words)");
        over->add_option("--ruled-out", facts.ruled_out,
                         "Up: what it is not (default: the internal notes)");
        over->add_option("--next-step", facts.next_step, "Up: what is wanted of the next level");
        over->add_option("--why-not", facts.why_not,
                         "Up: ARTICLE=why it did not help; may be repeated");
        over->add_option("--training-note", facts.training_note,
                         "Down: what the lower level can do itself the next time");
        over->add_option("--article", typed_.article, "Down: the article that solves it");
        CLI::App* slip = add_on_ticket(
            "handover-draft", "The hand-over slip as far as the ticket fills it", handover_draft);
        CLI::App* teams = app_.add_subcommand("teams", "Teams of the levels, and their topics");
        teams->require_subcommand(1);
        CLI::App* all = add(*teams, "list", "List teams", teams_list);
        CLI::App* fresh = add(*teams, "add", "Add a team", teams_add);
        fresh->add_option("--name", facts.team_name, "Its name")->required();
        CLI::App* other =
            add(*teams, "change", "Change what is given; lists are replaced", teams_change);
        other->add_option("team", typed_.team, "The team's name")->required();
        other->add_option("--name", facts.team_name, "Its new name");
        add(*teams, "remove", "Remove a team without unfinished tickets", teams_remove)
            ->add_option("team", typed_.team, "The team's name")
            ->required();
        for (CLI::App* sub : {fresh, other}) {
            sub->add_option("--level", typed_.level, "1, 2 or 3 (default: 3)");
            sub->add_option("--topic", facts.topics, "A word its matters are told by; repeatable");
            sub->add_option("--category", facts.categories, "A category that is its; repeatable");
            sub->add_option("--member", facts.members, "An agent's e-mail address; repeatable");
        }
        for (CLI::App* sub : {slip, all})
            sub->add_flag("--json", typed_.json, "As JSON");
    }

    void add_states() {
        add(app_, "states", "The states of a ticket, and what leads where, as Markdown", states);
        add(app_, "outcomes", "When a search has failed, as Markdown", outcomes);
        CLI::App* wait = add_on_ticket("await", "Let a ticket wait until a time", await);
        wait->add_option("--until", typed_.until, "2026-03-02T08:00:00Z")->required();
        wait->add_flag("--close", typed_.then_close, "Close it then (default: it comes back)");
        add_on_ticket("priority", "Set the priority", prioritize)
            ->add_option("priority", typed_.priority, "low, normal, high or urgent")
            ->required();
    }

    void add_relations() {
        RelationArguments& typed = typed_.relations;
        add_on_ticket("tag", "Replace the tags of a ticket", tag)
            ->add_option("tags", typed.tags, "All its tags; none takes them away");
        CLI::App* tie = add_on_ticket("link", "Link a ticket to another", cli::link);
        tie->add_option("kind", typed.kind, "duplicate_of, follows or caused_by")->required();
        tie->add_flag("--remove", typed.remove, "Take the link away");
        CLI::App* join =
            add_on_ticket("merge", "Merge into another ticket of the same customer", merge);
        for (CLI::App* sub : {tie, join})
            sub->add_option("other", typed.other, "The other ticket's number")->required();
        CLI::App* part = add_on_ticket("split", "Make a ticket of its own from some messages",
                                       cli::split_ticket);
        part->add_option("messages", typed.messages, "Ids of the messages")->required();
        part->add_option("--subject", typed_.draft.subject, "Its subject")->required();
        CLI::App* file = add_on_ticket("attach", "Attach files to a ticket", attach);
        file->add_option("files", typed_.files, "Files")->required();
        file->add_flag("--internal", typed.internal, "For staff only");
        CLI::App* save = add_on_ticket("save-attachment", "Save an attachment", save_attachment);
        save->add_option("attachment", typed.other, "The attachment's number")->required();
        save->add_option("--to", typed.to, "File to write")->required();
    }

    void add_problems() {
        RelationArguments& typed = typed_.relations;
        CLI::App* problems = app_.add_subcommand("problems", "Problems, each with its incidents");
        problems->require_subcommand(1);
        CLI::App* all = add(*problems, "list", "List problems, newest first", problems_list);
        CLI::App* fresh = add(*problems, "open", "Open a problem", problems_open);
        fresh->add_option("--title", typed_.title, "What is wrong")->required();
        fresh->add_option("--article", typed_.article, "Article with a workaround");
        fresh->add_option("--public-de", typed.public_de, "What visitors are told, in German");
        fresh->add_option("--public-en", typed.public_en, "What visitors are told, in English");
        const auto one = [&](const char* name, const char* what, Command wanted) {
            CLI::App* sub = add(*problems, name, what, wanted);
            sub->add_option("problem", typed.problem, "The problem's number")->required();
            return sub;
        };
        CLI::App* incident = one("incident", "Put a ticket under a problem", problems_incident);
        incident->add_option("number", typed_.number, "The ticket's number")->required();
        incident->add_flag("--remove", typed.remove, "Take it from the problem");
        CLI::App* done = one("solve", "Solve a problem; names what waits", problems_solve);
        CLI::App* again = one("reopen", "Open a solved problem again", problems_reopen);
        for (CLI::App* sub : {all, fresh, done, again})
            sub->add_flag("--json", typed_.json, "As JSON");
        add_resolution(
            one("solve-incidents", "Solve all incidents that wait", problems_solve_incidents));
    }

    void add_solving() {
        CLI::App* solve = add_on_ticket(
            "resolve", "Solve a ticket: with an article, a solution for others, or neither",
            resolve);
        add_resolution(solve);
        CLI::App* again =
            add_on_ticket("reopen", "Work on a solved or closed ticket again", reopen);
        again->add_option("--reason", typed_.reason, "Why");
        add_on_ticket("close", "Close a ticket", cli::close);
        CLI::App* written = add_on_ticket(
            "draft", "What a ticket could be written down as: redacted Markdown", cli::draft);
        written->add_flag("--json", typed_.json, "As JSON");
    }

    void add_resolution(CLI::App* solve) {
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
    options.min_gap_visitors = globals.min_gap_visitors;
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
        if (typed.attachments.empty())
            typed.attachments =
                (database_at(globals.db).path.parent_path() / "attachments").string();
    } catch (const CLI::ParseError& error) {
        return grammar.app().exit(error, streams.out, streams.err) == 0 ? exit_ok : exit_usage;
    }
    if (grammar.restoring())
        return restore_backup(globals.db, typed.file, Voice(globals.lang), streams);
    return run_on_database(globals, typed, streams, grammar.command());
}

} // namespace lotse::tickets::cli
