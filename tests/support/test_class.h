#pragma once

#include <QObject>

#include <memory>
#include <vector>

namespace sluice::test {

using MakeTest = std::unique_ptr<QObject> (*)();

/// Every test class of this program, in the order of registration.
std::vector<MakeTest>& test_classes();

struct Registration {
    explicit Registration(MakeTest make) { test_classes().push_back(make); }
};

}  // namespace sluice::test

/// Registers a QtTest class with the runner of its program. Once per class, in its .cpp, before the include of the
/// .moc.
#define SL_TEST_CLASS(Class)                                           \
    static const ::sluice::test::Registration registration_of_##Class{ \
        []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); }};
