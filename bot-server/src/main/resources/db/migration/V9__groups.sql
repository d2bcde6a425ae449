-- Groups of staff, and what roles allow where the administrator changed it.
CREATE TABLE staff_group (
    name        TEXT PRIMARY KEY,
    skills      TEXT NOT NULL, -- with commas between; members have them too
    permissions TEXT NOT NULL  -- with commas between; members may this besides what their roles allow
);
CREATE TABLE staff_group_member (
    name     TEXT NOT NULL REFERENCES staff_group (name) ON DELETE CASCADE,
    username TEXT NOT NULL REFERENCES staff (username) ON DELETE CASCADE,
    PRIMARY KEY (name, username)
);
CREATE TABLE role_permission (
    role        TEXT PRIMARY KEY,
    permissions TEXT NOT NULL
);
