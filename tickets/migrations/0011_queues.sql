-- Queues: one index for each way of walking through them (tickets/queue.cpp). Every column before
-- the order's own is fixed by the walk, so a page reads what it shows and nothing else.
DROP INDEX tickets_by_assignee;

CREATE INDEX tickets_by_priority ON tickets (state, level, priority, number);

CREATE INDEX tickets_by_change ON tickets (state, level, updated_at, number);

CREATE INDEX tickets_of_agent ON tickets (assignee_id, state, priority, number)
WHERE assignee_id IS NOT NULL;

CREATE INDEX tickets_of_agent_by_change ON tickets (assignee_id, state, updated_at, number)
WHERE assignee_id IS NOT NULL;

CREATE INDEX tickets_of_nobody ON tickets (state, level, priority, number)
WHERE assignee_id IS NULL;

CREATE INDEX tickets_of_team ON tickets (team, state, priority, number)
WHERE team <> '';

CREATE INDEX tickets_of_team_by_change ON tickets (team, state, updated_at, number)
WHERE team <> '';

CREATE INDEX tickets_of_category ON tickets (category, state, priority, number);

CREATE INDEX tickets_for_gaps ON tickets (kind, state, priority, number)
WHERE kind = 'gap';
