#pragma once
// What the routes work with, and the functions that put them into the table: one for each noun.

#include <functional>
#include <string>

#include "indexer/base/clock.h"
#include "indexer/base/log.h"
#include "indexer/base/random.h"
#include "indexer/content/catalog.h"
#include "searchd/deflect/holdout.h"
#include "searchd/deflect/loop.h"
#include "searchd/deflect/proposals.h"
#include "searchd/deflect/rebuild.h"
#include "searchd/deflect/requests.h"
#include "searchd/deflect/trails.h"
#include "searchd/deflect/training.h"
#include "searchd/http/config.h"
#include "searchd/http/expected_answer.h"
#include "searchd/http/metrics.h"
#include "searchd/http/presence.h"
#include "searchd/http/router.h"
#include "searchd/http/site_settings.h"
#include "searchd/search/engine.h"
#include "tickets/database.h"
#include "tickets/desk/article_votes.h"
#include "tickets/files/attachments.h"
#include "tickets/people.h"
#include "tickets/relations/problems.h"
#include "tickets/search_log.h"
#include "tickets/solution_store.h"
#include "tickets/ticket_store.h"

namespace lotse::http {

/// Everything here may be used by all workers at once and outlives them.
struct App {
    const Config& config;
    const Clock& clock;
    Random& random;
    Log& log;
    Metrics& metrics;
    const search::Engine& engine;
    content::Catalog& catalog;
    tickets::Database& database;
    deflect::Trails& trails;
    deflect::Holdout& holdout;
    deflect::Requests& requests;
    deflect::Training& training;
    deflect::Loop& loop;
    deflect::Proposals& proposals;
    deflect::Rebuilder& rebuilder;
    Presence& presence;
    SiteKeeper& site;
    ExpectedAnswer& expected;
    std::function<void()> wake_worker; // something was solved: index it now rather than soon
    std::function<void()> wake_post;   // somebody waits for a letter
    std::function<std::string()> metrics_text;
    std::string base_url; // for links that leave the site

    tickets::TicketStore tickets() const { return tickets::TicketStore(database); }
    tickets::ProblemStore problems() const { return tickets::ProblemStore(database); }
    tickets::AttachmentStore attachments() const {
        return {database, config.attachments, {.max_bytes = config.front.frame.upload_bytes}};
    }
    tickets::PeopleStore people() const { return tickets::PeopleStore(database); }
    tickets::ArticleVotes votes() const { return tickets::ArticleVotes(database); }
    tickets::SearchLog search_log() const { return tickets::SearchLog(database); }
    tickets::SolutionStore solutions() const { return tickets::SolutionStore(database); }
};

/// Fails as Router::add(): then the daemon must not start.
Status add_all_routes(Router& router, App& app);

Status add_search_routes(Router& router, App& app);
Status add_article_routes(Router& router, App& app);
Status add_session_routes(Router& router, App& app);
Status add_ticket_routes(Router& router, App& app);
Status add_work_routes(Router& router, App& app);
Status add_resolution_routes(Router& router, App& app);
Status add_state_routes(Router& router, App& app);
Status add_level_routes(Router& router, App& app);
Status add_relation_routes(Router& router, App& app);
Status add_problem_routes(Router& router, App& app);
Status add_attachment_routes(Router& router, App& app);
Status add_intake_routes(Router& router, App& app);
Status add_loop_routes(Router& router, App& app);
Status add_report_routes(Router& router, App& app);
Status add_gap_routes(Router& router, App& app);
Status add_privacy_routes(Router& router, App& app);
Status add_system_routes(Router& router, App& app);
Status add_portal_routes(Router& router, App& app);
Status add_contact_pages(Router& router, App& app);
Status add_widget_files(Router& router, App& app);
Status add_finding_routes(Router& router, App& app);
Status add_request_pages(Router& router, App& app);
Status add_request_files(Router& router, App& app);
Status add_own_requests_pages(Router& router, App& app);
Status add_admin_pages(Router& router, App& app);
Status add_site_pages(Router& router, App& app);
Status add_desk_session_pages(Router& router, App& app);
Status add_desk_queue_pages(Router& router, App& app);
Status add_desk_bulk_pages(Router& router, App& app);
Status add_desk_ticket_pages(Router& router, App& app);
Status add_desk_action_pages(Router& router, App& app);
Status add_desk_collision_routes(Router& router, App& app);
Status add_desk_intake_pages(Router& router, App& app);
Status add_desk_report_pages(Router& router, App& app);
Status add_editor_article_pages(Router& router, App& app);
Status add_editor_gap_pages(Router& router, App& app);
Status add_editor_index_pages(Router& router, App& app);

/// The bearer of a token (API), of a ticket's link cookie (pages), of a session's cookie (desk), or
/// a stranger.
Result<tickets::Actor> identify(App& app, const Request& request, Face face);

/// What the actor may find.
search::Visibility visibility_of(const tickets::Actor& actor);

/// Who asks, as far as visitors are told apart.
deflect::Visitor visitor_of(const Request& request);
/// A page of ours asks through the portal, even where its script calls the API.
tickets::Channel channel_of(const Request& request);
/// Whether the lot says that this asker is shown neither suggestions nor solutions. Staff and their
/// tools are always shown everything.
bool held_out(const App& app, const Call& call);

/// A problem as a page in the asker's language.
Response problem_page(const App& app, const Problem& problem, const Request& request);

/// The first Status that failed, so that a list of routes reads as one.
Status add_routes(Router& router, std::vector<Route> routes);

} // namespace lotse::http
