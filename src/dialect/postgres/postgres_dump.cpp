#include "dialect/postgres/postgres_dump.hpp"

#include "dialect/postgres/postgres_render.hpp"
#include "sql/splitter.hpp"

namespace migrate::postgres {

namespace {

class Dump {
  public:
    explicit Dump(const Database& db) : db_(db) {}

    std::string run() {
        for (const EnumType& type : db_.enums)
            add(enum_statements(type));
        for (const Table& table : db_.tables)
            add(table_statements(bare(table)));
        for (const Table& table : db_.tables)
            for (const ForeignKey& key : table.foreign_keys)
                add("ALTER TABLE " + name_text(table.name) + "\n    ADD " + constraint_text(key));
        for (const View* view : sorted_views())
            add(view_statements(bare(*view)));
        for (const Table& table : db_.tables)
            add_triggers(table.name, table.triggers);
        for (const View& view : db_.views)
            add_triggers(view.name, view.triggers);
        return std::move(out_);
    }

  private:
    void add(const std::string& statement) { out_ += sql::terminated(statement); }
    void add(const std::vector<std::string>& statements) {
        for (const std::string& statement : statements)
            add(statement);
    }

    void add_triggers(const QualifiedName& owner, const std::vector<Trigger>& triggers) {
        for (const Trigger& trigger : triggers)
            add(trigger_statements(owner, trigger));
    }

    // What comes later.
    static Table bare(Table table) {
        table.foreign_keys.clear();
        table.triggers.clear();
        return table;
    }
    static View bare(View view) {
        view.triggers.clear();
        return view;
    }

    std::vector<const View*> sorted_views() const {
        std::vector<std::vector<std::size_t>> reads(db_.views.size());
        for (std::size_t i = 0; i < db_.views.size(); ++i)
            for (std::size_t j = 0; j < db_.views.size(); ++j)
                if (i != j && mentions(db_.views[i].as, db_.views[j].name.name))
                    reads[i].push_back(j);
        std::vector<const View*> sorted;
        std::vector<bool> seen(db_.views.size(), false);
        for (std::size_t i = 0; i < db_.views.size(); ++i)
            visit(i, reads, seen, sorted);
        return sorted;
    }

    void visit(std::size_t i, const std::vector<std::vector<std::size_t>>& reads,
               std::vector<bool>& seen, std::vector<const View*>& sorted) const {
        if (seen[i])
            return;
        seen[i] = true;
        for (const std::size_t read : reads[i])
            visit(read, reads, seen, sorted);
        sorted.push_back(&db_.views[i]);
    }

    const Database& db_;
    std::string out_;
};

} // namespace

std::string dump_sql(const Database& db) {
    return Dump(db).run();
}

} // namespace migrate::postgres
