#include "dialect/step_checks.hpp"

namespace migrate {

namespace {

// Goes through the names that an operation gives to what it makes or renames.
class NameCheck {
  public:
    NameCheck(std::size_t most, std::string_view database) : most_(most), database_(database) {}

    template <class T>
    void operator()(const T& op) const {
        if constexpr (requires { look_at(op.to); }) // rename_...
            look_at(op.to);
    }
    void operator()(const CreateTable& op) const {
        look_at(op.table.name.name);
        look_at_all(op.table.columns);
        if (op.table.primary_key)
            look_at(op.table.primary_key->name);
        look_at_all(op.table.uniques);
        look_at_all(op.table.checks);
        look_at_all(op.table.foreign_keys);
        look_at_all(op.table.indexes);
        look_at_all(op.table.triggers);
        look_at_all(op.table.parts);
    }
    void operator()(const AddColumn& op) const {
        const ColumnDefinition& definition = op.definition;
        look_at(definition.column.name);
        look_at_one(definition.primary_key);
        look_at_one(definition.unique);
        look_at_all(definition.checks);
        look_at_one(definition.foreign_key);
        look_at_one(definition.index);
    }
    void operator()(const AddConstraint& op) const {
        std::visit([this](const auto& constraint) { look_at(constraint.name); }, op.constraint);
    }
    void operator()(const AlterConstraint& op) const {
        if (op.new_name && op.new_name->to)
            look_at(*op.new_name->to);
    }
    void operator()(const CreateIndex& op) const { look_at(op.index.name); }
    void operator()(const CreateTrigger& op) const { look_at(op.trigger.name); }
    void operator()(const AddPart& op) const { look_at(op.part.name); }
    void operator()(const CreateView& op) const { look_at(op.view.name.name); }
    void operator()(const CreateEnum& op) const {
        look_at(op.type.name.name);
        for (const std::string& value : op.type.values)
            look_at(value);
    }
    void operator()(const CreateObject& op) const { look_at(op.object.name.name); }
    void operator()(const AlterTable& op) const {
        for (const TableClause& clause : op.clauses)
            std::visit(*this, clause);
    }

  private:
    void look_at(const std::string& name) const {
        if (name.size() > most_)
            throw Error(ErrorCode::usage,
                        "the name " + name + " has " + std::to_string(name.size()) +
                            " bytes: " + std::string(database_) + " keeps " + std::to_string(most_))
                .help("give it a shorter name");
    }
    template <class T>
    void look_at_all(const std::vector<T>& items) const {
        for (const T& item : items)
            look_at(item.name);
    }
    template <class T>
    void look_at_one(const std::optional<T>& item) const {
        if (item)
            look_at(item->name);
    }

    std::size_t most_;
    std::string_view database_;
};

} // namespace

void check_names(const Op& op, std::size_t most_bytes, std::string_view database) {
    std::visit(NameCheck(most_bytes, database), op);
}

void check_rows(const InsertRows& op) {
    if (op.on_conflict == InsertRows::OnConflict::update && op.key.empty())
        throw Error(ErrorCode::usage,
                    "insert_rows into " + to_string(op.table) +
                        " is to update rows that are there, and does not say by which key")
            .help("name the columns: key = [\"id\"]");
}

void check_set(const RowValues& set, const QualifiedName& table) {
    if (set.empty())
        throw Error(ErrorCode::usage, "nothing is set in the rows of " + to_string(table))
            .help("say which columns: set.name = \"value\"");
}

void refuse_transaction_word(std::string_view statement) {
    throw Error(ErrorCode::usage,
                "\"" + shortened(statement) + "\" would begin or end a transaction")
        .help("leave it out: each revision runs in a transaction of its own, and its version row "
              "with it; transaction = false runs a step outside of one");
}

} // namespace migrate
