package store

// Channel is where PostgreSQL tells that another release is to be served.
const Channel = "doichieu_release"
