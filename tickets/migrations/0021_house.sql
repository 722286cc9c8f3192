-- What administrators have set at the desk; a name without a row stands as the settings file says.
CREATE TABLE house_settings (
    name TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL,
    at INTEGER NOT NULL
);
