package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"time"

	"entgo.io/ent/dialect"
	"github.com/lib/pq"
)

// connectTimeout is how long a PostgreSQL server has to take a connection.
const connectTimeout = 5 * time.Second

// openPostgres opens one pool for loaders, whose statements may take as long
// as they need, and one for readers.
func openPostgres(config Config) (*Database, error) {
	primary, err := postgresURL(config.URL, 0)
	if err != nil {
		return nil, err
	}
	readers, err := postgresURL(cmp.Or(config.ReadURL, config.URL), config.StatementTimeout)
	if err != nil {
		return nil, err
	}
	database := &Database{Dialect: dialect.Postgres, spaces: map[int]*space{}}
	if config.NoticeURL != NoNotices {
		database.noticeURL, err = postgresURL(cmp.Or(config.NoticeURL, config.URL), 0)
		if err != nil {
			return nil, err
		}
	}
	if database.SQL, err = openPool(primary, config, 0); err != nil {
		return nil, err
	}
	if database.Reads, err = openPool(readers, config, config.StatementTimeout); err != nil {
		return nil, errors.Join(err, database.SQL.Close())
	}
	return database, nil
}

// postgresURL adds what the driver leaves open.
func postgresURL(text string, statementTimeout time.Duration) (string, error) {
	parsed, err := url.Parse(text)
	if err != nil {
		return "", errors.New("the database URL is not a well-formed URL")
	}
	query := parsed.Query()
	if !query.Has("sslmode") && os.Getenv("PGSSLMODE") == "" {
		query.Set("sslmode", "prefer") // as every libpq client does
	}
	if !query.Has("connect_timeout") {
		query.Set("connect_timeout", strconv.Itoa(int(connectTimeout.Seconds())))
	}
	if statementTimeout > 0 {
		query.Set("statement_timeout", strconv.FormatInt(statementTimeout.Milliseconds(), 10))
	}
	parsed.RawQuery = query.Encode()
	return parsed.String(), nil
}

func openPool(url string, config Config, statementTimeout time.Duration) (*sql.DB, error) {
	connector, err := pq.NewConnector(url)
	if err != nil {
		return nil, fmt.Errorf("open PostgreSQL: %w", err)
	}
	if statementTimeout > 0 {
		connector.Dialer(impatient{most: statementTimeout + time.Second})
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(cmp.Or(config.MaxOpen, DefaultMaxOpen))
	db.SetMaxIdleConns(cmp.Or(config.MaxIdle, config.MaxOpen, DefaultMaxOpen))
	db.SetConnMaxLifetime(config.MaxLifetime)
	return db, nil
}

// impatient dials connections that wait for a server no longer than most. The
// driver itself waits for an answer even after a request has ended, which is
// for ever when the server has gone without a word.
type impatient struct {
	net.Dialer
	most time.Duration
}

func (d impatient) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

func (d impatient) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

func (d impatient) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := d.Dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return impatientConn{conn, d.most}, nil
}

type impatientConn struct {
	net.Conn
	most time.Duration
}

func (c impatientConn) Read(into []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(c.most)); err != nil {
		return 0, err
	}
	return c.Conn.Read(into)
}
